/**
 * A reader of brat files by brat's own rules and nothing of ours, for tests: what `annotation.py` and `projectconfig.py` of
 * brat 1.3 do with a line. Everything brat would complain about throws.
 */
export interface BratAnnotations {
  readonly textBounds: ReadonlyMap<
    string,
    { readonly type: string; readonly spans: readonly (readonly [number, number])[]; readonly text: string }
  >
  readonly relations: readonly {
    readonly id: string
    readonly type: string
    readonly args: readonly (readonly [string, string])[]
  }[]
  readonly attributes: readonly { readonly type: string; readonly target: string; readonly value: string | undefined }[]
  readonly notes: readonly { readonly type: string; readonly target: string; readonly text: string }[]
  readonly equivalences: readonly (readonly string[])[]
}

/** As Python's text files do, `str.splitlines`: more characters end a line than a line feed. */
const splitLines = (text: string): readonly string[] => {
  const lines = text.split(/\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

export function readAnn(ann: string, text: string): BratAnnotations {
  const characters = Array.from(text)
  const textBounds = new Map<string, { type: string; spans: (readonly [number, number])[]; text: string }>()
  const relations: { id: string; type: string; args: (readonly [string, string])[] }[] = []
  const attributes: { type: string; target: string; value: string | undefined }[] = []
  const notes: { type: string; target: string; text: string }[] = []
  const equivalences: string[][] = []
  const ids = new Set<string>()
  for (const line of splitLines(ann)) {
    const complain = (why: string): never => {
      throw new Error(`brat: ${why}: ${JSON.stringify(line)}`)
    }
    const tab = line.indexOf('\t')
    if (tab === -1) complain('a line has an id and a tab')
    const id = line.slice(0, tab)
    const tail = line.slice(tab + 1)
    if (id !== '*' && ids.has(id)) complain('duplicate id')
    ids.add(id)
    if (!/^(?:[TRA#][1-9]\d*|\*)$/.test(id)) complain('not an id')
    const second = tail.indexOf('\t')
    const data = second === -1 ? tail : tail.slice(0, second)
    const rest = second === -1 ? '' : tail.slice(second)
    if (id.startsWith('T')) {
      const [type = '', places = ''] = splitOnce(data, ' ')
      const spans = places.split(';').map((pair) => {
        const [from, to] = pair
          .split(' ')
          .map((number) => (/^\d+$/.test(number) ? Number(number) : complain('not an integer')))
        return [from ?? 0, to ?? 0] as const
      })
      const seen: (readonly [number, number])[] = []
      for (const [start, end] of spans) {
        if (start >= end) complain('start is not before end')
        if (end > characters.length) complain('offset exceeds text length')
        if (seen.some(([from, to]) => end >= from && start < to)) complain('spans overlap')
        seen.push([start, end])
      }
      const pieces = spans.map(([from, to]) => characters.slice(from, to).join(''))
      if (pieces.some((piece) => piece.includes('\n'))) complain('a fragment has a line break')
      if (rest !== `\t${pieces.join(' ')}`)
        complain(`text does not match marked span(s) ${JSON.stringify(pieces.join(' '))}`)
      textBounds.set(id, { type, spans, text: rest.slice(1) })
    } else if (id.startsWith('R')) {
      const [type = '', args = ''] = splitOnce(data, ' ')
      const pairs = args
        .trim()
        .split(/\s+/)
        .map((argument) => splitOnce(argument, ':'))
      if (pairs.length !== 2 || pairs[0]?.[0] === pairs[1]?.[0])
        complain('a relation has two arguments with different roles')
      relations.push({ id, type, args: pairs })
    } else if (id.startsWith('A')) {
      const found = /^(\S+) ([A-Z]\d+)(?: (.+))?$/.exec(data)
      attributes.push({ type: found?.[1] ?? complain('not an attribute'), target: found?.[2] ?? '', value: found?.[3] })
    } else if (id.startsWith('#')) {
      const parts = data.split(/\s+/)
      if (parts.length !== 2) complain('a note has a type and a target')
      notes.push({ type: parts[0] ?? '', target: parts[1] ?? '', text: rest.trim() })
    } else equivalences.push(data.split(/\s+/).slice(1))
  }
  const targets = [
    ...relations.flatMap(({ args }) => args.map(([, target]) => target)),
    ...attributes.map(({ target }) => target),
    ...equivalences.flat(),
  ]
  for (const target of targets) if (!textBounds.has(target)) throw new Error(`brat: nothing has the id ${target}`)
  // A note is of whatever has an id (brat's annotator.py, `_set_comments`).
  const relationIds = new Set(relations.map(({ id }) => id))
  for (const { target } of notes) {
    if (!textBounds.has(target) && !relationIds.has(target)) throw new Error(`brat: nothing has the id ${target}`)
  }
  return { textBounds, relations, attributes, notes, equivalences }
}

const splitOnce = (text: string, at: string): readonly [string, string] => {
  const index = text.indexOf(at)
  return index === -1 ? [text, ''] : [text.slice(0, index), text.slice(index + at.length)]
}

export interface BratConfiguration {
  readonly entities: ReadonlySet<string>
  readonly relations: ReadonlyMap<string, readonly (readonly [role: string, types: readonly string[]])[]>
  readonly attributes: ReadonlyMap<string, readonly string[]>
}

/** An `annotation.conf`: throws where brat would fall back to its minimal configuration, or warn. */
export function readConfiguration(text: string): BratConfiguration {
  const sections = new Map<string, string[]>()
  let section = ''
  for (const line of text.split('\n')) {
    const heading = /^\s*\[(.*)\]\s*$/.exec(line)
    if (heading !== null) section = heading[1] ?? ''
    else if (line.trim() !== '' && !/^\s*#/.test(line)) {
      const lines = sections.get(section)
      if (lines === undefined) sections.set(section, [line])
      else lines.push(line)
    }
  }
  const nodes = (name: string) => {
    const macros: (readonly [string, string])[] = []
    return (sections.get(name) ?? []).flatMap((line) => {
      if (/^\s*-+\s*$/.test(line)) throw new Error(`brat: ${line} is a separator`)
      const macro = /^<([a-zA-Z_-]+)>=\s*(.*?)\s*$/.exec(line)
      if (macro !== null) {
        macros.push([`<${macro[1]}>`, macro[2] ?? ''])
        return []
      }
      const expanded = macros.reduce((all, [name, value]) => all.replaceAll(name, value), line)
      const parts = /^(\s*)(\S+)(?:\s+(.*))?$/.exec(expanded)
      const term = parts?.[2]?.split('|')[0] ?? ''
      if (!term.startsWith('<') && !/^[a-zA-Z0-9_-]+$/.test(term))
        throw new Error(`brat: ${term} is not appropriate for storage`)
      const args = (parts?.[3] ?? '')
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== '')
      return [
        {
          term,
          args: args.map((each) => {
            const found = /^(\S*?):(\S*)$/.exec(each)
            if (found === null) throw new Error(`brat: failed to parse argument ${each}`)
            const types = (found[2] ?? '').split('|')
            if (types.some((type) => type === '')) throw new Error(`brat: empty type for argument ${each}`)
            return [found[1] ?? '', types] as const
          }),
        },
      ]
    })
  }
  for (const name of ['entities', 'relations', 'events', 'attributes']) {
    if (!text.includes(`[${name}]`)) throw new Error(`brat: missing section [${name}]`)
  }
  const once = <T>(entries: readonly (readonly [string, T])[]): ReadonlyMap<string, T> => {
    const map = new Map(entries)
    if (map.size < entries.length) throw new Error('brat: a term is defined twice')
    return map
  }
  return {
    entities: new Set(once(nodes('entities').map(({ term }) => [term, true])).keys()),
    relations: once(nodes('relations').map(({ term, args }) => [term, args])),
    attributes: once(
      nodes('attributes').map(({ term, args }) => [term, args.find(([key]) => key === 'Value')?.[1] ?? []]),
    ),
  }
}
