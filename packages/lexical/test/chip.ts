import { DecoratorNode, type EditorConfig, type LexicalEditor } from 'lexical'
import type { InlineObject } from '../src/index.js'

/** A thing between words, for tests. */
export class ChipNode extends DecoratorNode<string> {
  __label = ''

  override $config() {
    return this.config('chip', { extends: DecoratorNode })
  }

  override afterCloneFrom(before: this): void {
    super.afterCloneFrom(before)
    this.__label = before.__label
  }

  getLabel(): string {
    return this.getLatest().__label
  }

  setLabel(label: string): this {
    const self = this.getWritable()
    self.__label = label
    return self
  }

  override exportJSON() {
    return { ...super.exportJSON(), label: this.getLabel() }
  }

  override updateFromJSON(json: Parameters<DecoratorNode<string>['updateFromJSON']>[0] & { label?: unknown }): this {
    return super.updateFromJSON(json).setLabel(String(json.label))
  }

  override createDOM(_config: EditorConfig, _editor: LexicalEditor): HTMLElement {
    const dom = document.createElement('span')
    dom.dataset.chip = this.getLabel()
    return dom
  }

  override updateDOM(): boolean {
    return false
  }

  override getTextContent(): string {
    return `(${this.getLabel()})`
  }

  override decorate(): string {
    return this.getLabel()
  }
}

export const $createChip = (label: string): ChipNode => new ChipNode().setLabel(label)

/** Labels are what may be in the attribute; anything else there is not a chip. */
export const chip: InlineObject<ChipNode> = {
  type: 'chip',
  klass: ChipNode,
  toJSON: (node) => ({ label: node.getLabel() }),
  fromJSON: ({ label }) => {
    if (typeof label !== 'string') throw new TypeError('A chip has a label')
    return $createChip(label)
  },
}

/** A chip as it is in the shared text. */
export const chipJson = (label: string): string => JSON.stringify({ type: 'chip', label })
