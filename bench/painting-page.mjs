// The page in which ways to paint spans over a long text are measured one at a time, all local: no server, no panel.
import { articleNodes, bindText, spanPainter } from '@claimspan/lexical'
import { registerRichText } from '@lexical/rich-text'
import { createTextAnnotator } from '@recogito/text-annotator'
import { $createParagraphNode, $createTextNode, $getRoot, createEditor } from 'lexical'
import * as Y from 'yjs'

const names = ['claim-1', 'claim-2', 'claim-3', 'claim-4', 'claim-5']

/** Resolves after the next frame has been painted. */
const frame = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => resolve(performance.now())
      port2.postMessage(null)
    })
  })

const groupsOf = (spans) => names.map((name, at) => ({ name, spans: spans.filter((_, index) => index % 5 === at) }))

/** Where an offset of the text is in blocks that have one text node each. */
function placer(blocks, text) {
  const nodes = blocks.map((block) => {
    const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
    return walk.nextNode() ?? block
  })
  const starts = []
  let at = 0
  for (const line of text.split('\n')) {
    starts.push(at)
    at += line.length + 1
  }
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle] <= offset) low = middle
      else high = middle - 1
    }
    return [nodes[low], Math.min(offset - starts[low], nodes[low].textContent.length)]
  }
}

function rangeOf(place, { from, to }) {
  const range = document.createRange()
  range.setStart(...place(from))
  range.setEnd(...place(to))
  return range
}

const paragraphs = (text) =>
  text.split('\n').map((line) => {
    const block = document.createElement('p')
    block.textContent = line
    return block
  })

const host = () => document.getElementById('text')

function lexical(text, isOurs) {
  const root = host()
  root.contentEditable = 'true'
  root.className = isOurs ? 'skipping' : ''
  const editor = createEditor({
    nodes: [...articleNodes],
    onError: (error) => {
      throw error
    },
  })
  editor.setRootElement(root)
  registerRichText(editor)
  if (isOurs) {
    const doc = new Y.Doc()
    doc.getText('article').insert(0, text)
    bindText(editor, { text: doc.getText('article'), meta: doc.getMap('meta') })
    return editor
  }
  const fill = () => {
    $getRoot()
      .clear()
      .append(...text.split('\n').map((line) => $createParagraphNode().append($createTextNode(line))))
  }
  editor.update(fill, { discrete: true })
  return editor
}

/** Each way: shows the text, and gives what paints the spans, in one go; a way may say when it is done by itself. */
const ways = {
  'claimspan painter'(text, spans) {
    const painter = spanPainter(lexical(text, true), { scroller: host() })
    return { paint: () => painter.paint(groupsOf(spans)), isDone: () => CSS.highlights.size > 0 }
  },
  'default Lexical, live ranges'(text, spans) {
    lexical(text, false)
    return liveRanges([...host().children], text, spans)
  },
  'live ranges on <p> (the limit)'(text, spans) {
    host().append(...paragraphs(text))
    return liveRanges([...host().children], text, spans)
  },
  '<mark> elements'(text, spans) {
    host().append(...paragraphs(text))
    const edges = new Set([0, text.length])
    for (const { from, to } of spans) edges.add(from).add(to)
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) edges.add(at).add(at + 1)
    return {
      paint: () =>
        markSegments(
          text,
          spans,
          [...edges].sort((a, b) => a - b),
        ),
      isDone: () => true,
    }
  },
  'recogito CSS_HIGHLIGHTS': (text, spans) => recogito(text, spans, 'CSS_HIGHLIGHTS'),
  'recogito SPANS': (text, spans) => recogito(text, spans, 'SPANS'),
}

function liveRanges(blocks, text, spans) {
  const place = placer(blocks, text)
  const paint = () => {
    for (const { name, spans: own } of groupsOf(spans)) {
      const highlight = new Highlight()
      for (const span of own) highlight.add(rangeOf(place, span))
      CSS.highlights.set(name, highlight)
    }
  }
  return { paint, isDone: () => true }
}

/** Each paragraph in flat segments, with an element around each segment that is in a span. */
function markSegments(text, spans, edges) {
  const depth = new Int32Array(text.length + 1)
  for (const { from, to } of spans) {
    depth[from]++
    depth[to]--
  }
  let open = 0
  let edge = 0
  let start = 0
  const blocks = [...host().children]
  text.split('\n').forEach((line, index) => {
    const end = start + line.length
    const pieces = []
    while (edges[edge] < end) {
      const [from, to] = [edges[edge], Math.min(edges[edge + 1], end)]
      open += depth[from]
      const piece = open > 0 ? document.createElement('mark') : document.createTextNode('')
      piece.textContent = text.slice(from, to)
      pieces.push(piece)
      edge++
    }
    if (edges[edge] === end && end < text.length) {
      open += depth[end]
      edge++
    }
    blocks[index].replaceChildren(...pieces)
    start = end + 1
  })
}

function recogito(text, spans, renderer) {
  host().append(...paragraphs(text))
  const place = placer([...host().children], text)
  const annotator = createTextAnnotator(host(), { renderer })
  const made = spans.map((span, index) => {
    const selector = [
      { quote: text.slice(span.from, span.to), start: span.from, end: span.to, range: rangeOf(place, span) },
    ]
    return { id: `a${index}`, bodies: [], target: { annotation: `a${index}`, selector } }
  })
  const isDone = () => CSS.highlights.size > 0 || document.querySelector('.r6o-span-highlight-layer > *') !== null
  return { paint: () => annotator.setAnnotations(made), isDone }
}

/** Show the text, paint the spans; milliseconds from the call to the frame that shows what of them is in the window. */
window.firstPaint = async (way, text, spans) => {
  const { paint, isDone } = ways[way](text, spans)
  for (let still = 0; still < 5; still++) await frame()
  const began = performance.now()
  paint()
  let now = await frame()
  while (!isDone()) now = await frame()
  return now - began
}

/** Frames a second while the text is scrolled 120 times by 150 px. */
window.scrollRate = async (selector) => {
  const box = document.querySelector(selector)
  await frame()
  const began = performance.now()
  for (let step = 0; step < 120; step++) {
    box.scrollTop += 150
    await new Promise(requestAnimationFrame)
  }
  return 120_000 / (performance.now() - began)
}
