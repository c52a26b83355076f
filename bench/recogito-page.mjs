// The peer's page: the same text as paragraphs, the same spans as annotations of @recogito/text-annotator, all local.
import { createTextAnnotator } from '@recogito/text-annotator'

window.openPeer = (text, spans, renderer) => {
  const container = document.getElementById('text')
  for (const line of text.split('\n')) {
    const block = document.createElement('p')
    block.textContent = line
    container.append(block)
  }
  const nodes = [...container.children].map((block) => block.firstChild ?? block)
  const starts = []
  let at = 0
  for (const line of text.split('\n')) {
    starts.push(at)
    at += line.length + 1
  }
  const place = (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle] <= offset) low = middle
      else high = middle - 1
    }
    return [nodes[low], offset - starts[low]]
  }
  const annotator = createTextAnnotator(container, { renderer })
  annotator.setAnnotations(
    spans.map(({ from, to }, index) => {
      const range = document.createRange()
      range.setStart(...place(from))
      range.setEnd(...place(to))
      const id = `a${index}`
      const selector = [{ quote: text.slice(from, to), start: from, end: to, range }]
      return { id, bodies: [], target: { annotation: id, selector } }
    }),
  )
}
