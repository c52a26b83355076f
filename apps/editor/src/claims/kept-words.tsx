import { contextLength, type Mention } from '@claimspan/core'

/** Words that are gone from the text, with what stood around them. */
export function KeptWords({ mention: { quote, prefix, suffix } }: { readonly mention: Mention }) {
  return (
    <>
      <Before context={prefix} />
      <s>{quote}</s>
      <After context={suffix} />
    </>
  )
}

/** A context as long as any is has more before or after it; a shorter one is all there is of the text. */
const isCut = (context: string) => context.length >= contextLength - 1

/** What stands right before some words. */
export function Before({ context }: { readonly context: string }) {
  return context === '' ? null : (
    <span className="context">
      {isCut(context) ? '…' : ''}
      {context}
    </span>
  )
}

/** What stands right after some words. */
export function After({ context }: { readonly context: string }) {
  return context === '' ? null : (
    <span className="context">
      {context}
      {isCut(context) ? '…' : ''}
    </span>
  )
}
