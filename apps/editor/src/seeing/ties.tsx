import { number, useWords } from '../words/words.js'
import type { Arc, Overlay, Part } from './measure-overlay.js'

/** Lines before the text: arcs of relations from claim to claim, and a bracket that joins the chosen claim's parts. */
export function Ties({ measured }: { readonly measured: Overlay }) {
  const say = useWords()
  const { arcs, far, parts, text, room, rightToLeft } = measured
  const own = parts.find(({ kind }) => kind === 'claim')
  const said = parts.filter(({ kind }) => kind !== 'claim')
  const way = rightToLeft ? 1 : -1
  const edge = (rightToLeft ? text.right : text.left) + way * 6
  const depth = Math.max(8, (rightToLeft ? room.after : room.before) - 22)
  return (
    <>
      {arcs.length === 0 && said.length === 0 ? null : (
        <svg className="ties" aria-hidden="true">
          <defs>
            <marker id="tie-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M0 0.5 7.5 4 0 7.5z" className="tie-head" />
            </marker>
          </defs>
          {said.length === 0 ? null : <path className="bracket" d={bracket(parts, edge, way)} />}
          {arcs.map((arc) => (
            <path
              key={arc.id}
              className="arc"
              data-type={arc.type}
              data-chosen={arc.isChosen}
              d={pathOf(arc, edge, way * reach(arc, depth))}
              markerEnd="url(#tie-head)"
            />
          ))}
        </svg>
      )}
      {arcs.map((arc) =>
        depth < 44 ? null : (
          <span
            key={arc.id}
            className="arc-label"
            data-chosen={arc.isChosen}
            ref={(element) => {
              if (element === null) return
              const x = edge + way * reach(arc, depth) * 0.76
              element.style.transform = `translate(${x}px, ${(arc.from + arc.to) / 2}px) translate(${rightToLeft ? '4px' : 'calc(-100% - 4px)'}, -50%)`
            }}
          >
            {arc.type}
          </span>
        ),
      )}
      {own === undefined || depth < 60
        ? null
        : far.map(({ type, side, incoming, count }, at) => (
            <span
              key={`${type} ${side} ${incoming}`}
              className="arc-label far"
              ref={(element) => {
                if (element === null) return
                const shift = rightToLeft ? '10px' : 'calc(-100% - 10px)'
                element.style.transform = `translate(${edge}px, ${own.middle + at * 17}px) translate(${shift}, -50%)`
              }}
            >
              {side === 'above' ? '↑' : '↓'} {number(count)} {incoming ? '→' : '←'} {type}
            </span>
          ))}
      {said.map(({ kind, left, top }) => (
        <span
          key={kind}
          className="part-label"
          ref={(element) => {
            if (element !== null) element.style.transform = `translate(${left}px, ${top - 14}px)`
          }}
        >
          {kind === 'source' ? say('part.source') : say('part.cue')}
        </span>
      ))}
    </>
  )
}

/** How far out an arc goes, in pixels, in as much room as there is. */
const reach = ({ depth, from, to }: Arc, room: number): number =>
  Math.min(room, 16 + depth * 14 + Math.min(24, Math.abs(to - from) / 16))

function pathOf({ from, to }: Arc, x: number, out: number): string {
  return `M${x} ${from}C${x + out} ${from} ${x + out} ${to} ${x} ${to}`
}

/** A bracket with a tick at the first line of each part. */
function bracket(parts: readonly Part[], edge: number, way: number): string {
  const lines = parts.map(({ middle }) => middle)
  const x = edge + way * 5
  const ticks = lines.map((y) => `M${edge} ${y}H${x}`).join('')
  return `M${x} ${Math.min(...lines)}V${Math.max(...lines)}${ticks}`
}
