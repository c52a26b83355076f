import { initials } from './initials.js'

/** Somebody's initials, drawn and not written: for a screen reader the button that bears them has the whole name. */
export function FaceLetters({ name }: { readonly name: string }) {
  return <span className="face-letters" data-letters={initials(name)} />
}
