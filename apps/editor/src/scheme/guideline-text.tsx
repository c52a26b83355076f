import { fromMarkdown } from 'mdast-util-from-markdown'
import { Fragment, type ReactNode } from 'react'

type Node = ReturnType<typeof fromMarkdown>['children'][number]

/** A guideline in CommonMark as elements of the page. HTML in it is shown as it is written, and images as their words. */
export function GuidelineText({ text }: { readonly text: string }) {
  return <>{elements(fromMarkdown(text).children)}</>
}

// The nodes have no ids, and their places are all that tells them apart.
const elements = (nodes: readonly Node[]): ReactNode =>
  nodes.map((node, at) => <Fragment key={node.position?.start.offset ?? at}>{element(node)}</Fragment>)

function element(node: Node): ReactNode {
  switch (node.type) {
    case 'heading':
      return node.depth < 3 ? <h3>{elements(node.children)}</h3> : <h4>{elements(node.children)}</h4>
    case 'paragraph':
      return <p>{elements(node.children)}</p>
    case 'list':
      return node.ordered === true ? (
        <ol start={node.start ?? 1}>{elements(node.children)}</ol>
      ) : (
        <ul>{elements(node.children)}</ul>
      )
    case 'listItem':
      return <li>{elements(node.children)}</li>
    case 'blockquote':
      return <blockquote>{elements(node.children)}</blockquote>
    case 'emphasis':
      return <em>{elements(node.children)}</em>
    case 'strong':
      return <strong>{elements(node.children)}</strong>
    case 'inlineCode':
      return <code>{node.value}</code>
    case 'code':
      return (
        <pre>
          <code>{node.value}</code>
        </pre>
      )
    case 'link':
      return isSafe(node.url) ? (
        <a href={node.url} target="_blank" rel="noopener noreferrer">
          {elements(node.children)}
        </a>
      ) : (
        elements(node.children)
      )
    case 'thematicBreak':
      return <hr />
    case 'break':
      return <br />
    case 'image':
    case 'imageReference':
      return node.alt ?? ''
    case 'text':
    case 'html':
      return node.value
    default:
      return 'children' in node ? elements(node.children as readonly Node[]) : null
  }
}

/** Whether an address leads to a page: scripts and files of this machine do not. */
const isSafe = (url: string): boolean => URL.canParse(url) && /^(https?|mailto):$/.test(new URL(url).protocol)
