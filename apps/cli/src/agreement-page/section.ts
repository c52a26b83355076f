import { escaped } from './html.js'

/** A part of the page with an address of its own; `about` is HTML. */
export const section = (id: string, title: string, about: string, body: string): string =>
  `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${about === '' ? '' : `<p>${about}</p>`}${body}</section>`

/** A table that scrolls by itself where the window is too narrow for it. */
export const scrolled = (caption: string, table: string): string =>
  `<div class="wide" role="group" tabindex="0" aria-label="${escaped(caption)}">${table}</div>`
