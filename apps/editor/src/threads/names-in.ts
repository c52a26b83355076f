import type { Workspace } from '../article/workspace.js'
import type { LayerSession } from '../session/article-session.js'
import { me } from '../session/me.js'

/** The names that may stand in a comment, each once: of who is here now, and of who has made something in the layer. */
export function namesIn({ session }: Workspace, layer: LayerSession): readonly string[] {
  return [...new Set([...session.peers.get().map(({ user }) => user.name), ...layer.names(), me.get().name])]
}
