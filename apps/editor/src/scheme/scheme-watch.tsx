import './learn-words.js'
import { useEffect } from 'react'
import { useWorkspace } from '../article/use-workspace.js'
import { toast } from '../design/toasts.js'
import { fetchScheme } from '../server/api.js'
import { say } from '../words/words.js'

/** While an article is open its scheme stays: that there is a newer one is said when somebody looks at it again. */
export function SchemeWatch() {
  const { scheme } = useWorkspace()
  useEffect(() => {
    let told = scheme.version
    const ask = async () => {
      if (document.visibilityState !== 'visible') return
      const now = await fetchScheme()
      if (now === undefined || now.version <= told) return
      told = now.version
      toast(say('scheme.changed'), { label: say('scheme.reload'), run: () => window.location.reload() })
    }
    const again = () => void ask()
    window.addEventListener('focus', again)
    document.addEventListener('visibilitychange', again)
    return () => {
      window.removeEventListener('focus', again)
      document.removeEventListener('visibilitychange', again)
    }
  }, [scheme])
  return null
}
