/** No line begins with more quotes and list items within each other. */
const deepest = 100

/** So many brackets may be left open in a file: the parser makes several objects of each. */
const openBrackets = 10_000

/** The parser looks for the end of a link from each `](`: so many characters in a file when there is none. */
const linkSteps = 1_000_000

/** Of a link that is not ended the parser reads up to 32 brackets and what is between them, a few times each. */
const leastSteps = 130

/** The parser goes through a paragraph once more for each link in it: a file has no more pairs of links of one paragraph than these. */
const linkPairs = 5_000 ** 2

const container = /[ \t]{0,3}(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))/y

/** The end of a link's address and title, with brackets in it at most once within each other. */
const ending = /[^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)/y

/**
 * Why Markdown would keep the parser (micromark) busy for much longer than its length says; `undefined` when it would not.
 * What it looks for to the end of a block, from each of many places, is counted here without parsing.
 */
export function markdownFault(text: string): string | undefined {
  let open = 0
  let steps = 0
  let pairs = 0
  for (const block of text.split(/\n[ \t]*\r?\n/)) {
    for (const line of block.split('\n')) {
      let levels = 0
      container.lastIndex = 0
      while (container.test(line)) levels += 1
      if (levels > deepest) return `Its quotes and lists nest deeper than ${deepest} levels: import it as plain text.`
    }
    let unclosed = 0
    let links = 0
    for (let at = 0; at < block.length; at++) {
      const letter = block[at]
      // An item of a list, a quote or a heading begins a paragraph of its own.
      if (letter === '\n' && startsBlock(block, at + 1)) {
        pairs += links ** 2
        links = 0
      }
      if (letter === '[') unclosed += 1
      else if (letter === ']') {
        unclosed = Math.max(0, unclosed - 1)
        if (block[at + 1] !== '(') continue
        ending.lastIndex = at + 2
        if (!ending.test(block)) steps += Math.max(leastSteps, block.length - at)
        else links += 1
        if (steps > linkSteps) return 'It has too many links that do not end: import it as plain text.'
      }
    }
    pairs += links ** 2
    if (pairs > linkPairs) {
      return `It has more than ${Math.sqrt(linkPairs)} links in one paragraph: part it, or import it as plain text.`
    }
    open += unclosed
    if (open > openBrackets) {
      return `It has more than ${openBrackets} brackets "[" that nothing closes: import it as plain text.`
    }
  }
  return undefined
}

function startsBlock(block: string, at: number): boolean {
  container.lastIndex = at
  return block[at] === '#' || container.test(block)
}
