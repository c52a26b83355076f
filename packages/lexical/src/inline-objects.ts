import {
  $getState,
  $setState,
  createState,
  type DecoratorNode,
  type Klass,
  type LexicalEditor,
  type LexicalNode,
} from 'lexical'

/** What an inline object says about itself in the shared text: plain JSON. */
export interface InlineObjectJson {
  readonly type: string
  readonly [name: string]: unknown
}

/**
 * A kind of thing that stands between words (a chip, a formula, a picture), shown by an inline `DecoratorNode` of the
 * app's. In the flat text it is one U+FFFC with the attribute `object`, its JSON as a string.
 */
export interface InlineObject<Node extends DecoratorNode<unknown> = DecoratorNode<unknown>> {
  /** Says in the shared text which kind it is. */
  readonly type: string
  /** The node class; it must be among the editor's, and its nodes inline. */
  readonly klass: Klass<LexicalNode>
  /** All that `fromJSON` needs; `type` is added. The same node must always give the same JSON. */
  toJSON(node: Node): object
  /**
   * A new node. Anybody may have written the JSON: look at every value, and throw when no node can be made of it; the
   * object is then shown as a plain U+FFFC, and kept.
   */
  fromJSON(json: InlineObjectJson): Node
}

/** The JSON that a node was made from, and what it said about itself then: a node that says the same is the same. */
interface Source {
  readonly object: string
  readonly said: string
}

const source = createState('claimspan-object', {
  parse: (value): Source | null => (isSource(value) ? { object: value.object, said: value.said } : null),
})

function isSource(value: unknown): value is Source {
  return isRecord(value) && typeof value.object === 'string' && typeof value.said === 'string'
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The kinds of inline objects that one editor knows. */
export class InlineObjects {
  private readonly byType: ReadonlyMap<string, InlineObject>
  private readonly byClass: ReadonlyMap<string, InlineObject>
  /** JSON of a known type that no node can be made of. */
  private readonly refused = new Set<string>()

  /** Throws `TypeError` when the editor has not the class of a kind, or two kinds have one type or one class. */
  constructor(kinds: readonly InlineObject[], editor?: LexicalEditor) {
    for (const { type, klass } of kinds) {
      if (editor?.hasNode(klass) === false) {
        throw new TypeError(`The editor does not know the node class ${klass.name} of the inline object "${type}"`)
      }
    }
    this.byType = new Map(kinds.map((kind) => [kind.type, kind]))
    this.byClass = new Map(kinds.map((kind) => [kind.klass.getType(), kind]))
    if (this.byType.size < kinds.length || this.byClass.size < kinds.length) {
      throw new TypeError('Two inline objects have the same type or the same node class')
    }
  }

  /** An attribute of the shared text, when an object can be shown for it; else `null`. */
  known(value: unknown): string | null {
    if (typeof value !== 'string' || this.refused.has(value)) return null
    return this.read(value) === undefined ? null : value
  }

  /** Whether a node shows an object of a kind known here. */
  $has(node: LexicalNode): node is DecoratorNode<unknown> {
    return this.byClass.has(node.getType())
  }

  /** The JSON of the object that a node shows; `null` when it shows none. */
  $objectOf(node: LexicalNode): string | null {
    const said = this.$says(node)
    if (said === null) return null
    const from = $getState(node, source)
    return from !== null && from.said === said ? from.object : said
  }

  /** A node that shows an object; `null`, and from now on not {@link known}, when there can be none. */
  $nodeFor(object: string): LexicalNode | null {
    const node = this.$make(object)
    const said = node === null ? null : this.$says(node)
    if (node === null || said === null) {
      this.refused.add(object)
      return null
    }
    return said === object ? node : $setState(node, source, { object, said })
  }

  private $says(node: LexicalNode): string | null {
    const kind = this.byClass.get(node.getType())
    // The class was found by the node's own type.
    return kind === undefined
      ? null
      : JSON.stringify({ type: kind.type, ...kind.toJSON(node as DecoratorNode<unknown>) })
  }

  private $make(object: string): LexicalNode | null {
    const read = this.read(object)
    if (read === undefined) return null
    try {
      const node = read.kind.fromJSON(read.json)
      return node instanceof read.kind.klass && node.isInline() ? node : null
    } catch {
      // What strangers wrote is not worth an error: it stays in the text as it is, and is not shown.
      return null
    }
  }

  private read(object: string): { readonly kind: InlineObject; readonly json: InlineObjectJson } | undefined {
    const json = parsed(object)
    if (!isRecord(json) || typeof json.type !== 'string') return undefined
    const kind = this.byType.get(json.type)
    return kind === undefined ? undefined : { kind, json: { ...json, type: json.type } }
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

export const noObjects = new InlineObjects([])
