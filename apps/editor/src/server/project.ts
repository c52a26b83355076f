import { type Answer, type ArticleSummary, json } from './api.js'

/** What became of files that were sent: the articles made of them, and a sentence on each that could not be read. */
export interface Imported {
  readonly documents: readonly ArticleSummary[]
  readonly problems: readonly { readonly file: string; readonly line?: number; readonly sentence: string }[]
}

/** Make articles of files in any format that the server reads. Several files are sent as one: they may belong together. */
export async function importFiles(files: readonly File[]): Promise<Answer<Imported>> {
  const [only] = files
  if (only === undefined) return { ok: false, status: 0, message: '' }
  const send = (body: Blob, name: string) =>
    json<Imported>(`/api/import?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body,
    })
  if (files.length === 1) return send(only, only.name)
  const { zipSync } = await import('fflate')
  const read = await Promise.all(
    files.map(async (file) => [file.name, new Uint8Array(await file.arrayBuffer())] as const),
  )
  return send(new Blob([zipSync(Object.fromEntries(read), { level: 1 }) as Uint8Array<ArrayBuffer>]), 'files.zip')
}

/** A place where words that were looked for are. */
export interface SearchHit {
  readonly document: string
  readonly title: string
  readonly where: 'text' | 'claim'
  readonly claim?: { readonly id: string; readonly layer: string }
  readonly before: string
  readonly words: string
  readonly after: string
}

/** Look for words in the texts and claims of all articles, or only in either. */
export const searchProject = (words: string, where?: SearchHit['where']) =>
  json<{ readonly hits: readonly SearchHit[]; readonly more: boolean }>(
    `/api/search?words=${encodeURIComponent(words)}${where === undefined ? '' : `&where=${where}`}`,
  )

/** The address of an export of several articles: one zip; `disarms`: of formulas in cells. */
export function bulkExportPath(format: string, documents: readonly string[], disarms = true): string {
  const query = new URLSearchParams({ format })
  for (const document of documents) query.append('document', document)
  if (!disarms) query.set('formulas', 'keep')
  return `/api/export?${query}`
}
