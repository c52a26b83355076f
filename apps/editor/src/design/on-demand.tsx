import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { say } from '../words/words.js'
import { whenIdle } from './deferred.js'
import { toast } from './toasts.js'

/** A part of the page whose script comes when it is wanted, or before, when the page has nothing else to do. */
export type OnDemand<Props> = ((props: Props) => ReactNode) & {
  /** Fetch the script; settles when the part can be shown. Rejects with a TypeError when it cannot be fetched. */
  fetch(): Promise<void>
  /** Whether the script is here. */
  isHere(): boolean
}

/**
 * Unlike React's `lazy`: what is here already is shown in the same frame as what wants it, and a script that cannot be
 * fetched, since there is no connection, leaves the rest of the page as it is.
 */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  options: {
    /** Shown meanwhile. */
    readonly waiting?: (props: Props) => ReactNode
    /** Shown when the script cannot be fetched; without it, a sentence comes up at the foot of the window. */
    readonly failed?: (retry: () => void) => ReactNode
    /** Fetch it when the page has nothing else to do; true unless said otherwise. */
    readonly early?: boolean
  } = {},
): OnDemand<Props> {
  let here: ComponentType<Props> | undefined
  const fetch = async () => {
    here ??= await load()
  }
  if (options.early !== false) whenIdle(() => void fetch().catch(() => undefined))

  function Part(props: Props) {
    const [state, setState] = useState<'waiting' | 'here' | 'failed'>(here === undefined ? 'waiting' : 'here')
    useEffect(() => {
      if (state !== 'waiting') return
      let left = false
      fetch().then(
        () => left || setState('here'),
        (error: unknown) => {
          if (left) return
          // A script that came but does not run is a fault of ours, and is thrown where it is seen.
          if (!(error instanceof TypeError)) throw error
          setState('failed')
          if (options.failed === undefined) toast(say('page.part-failed'))
        },
      )
      return () => {
        left = true
      }
    }, [state])
    if (here !== undefined) {
      const Here = here
      return <Here {...props} />
    }
    if (state === 'failed') return options.failed?.(() => setState('waiting')) ?? null
    return options.waiting?.(props) ?? null
  }
  return Object.assign(Part, { fetch, isHere: () => here !== undefined })
}
