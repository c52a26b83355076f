/** The caps of keys that are pressed together. */
export function Caps({ caps }: { readonly caps: readonly string[] }) {
  return (
    <span className="caps">
      {caps.map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  )
}
