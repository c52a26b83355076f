import { strToU8, zipSync } from 'fflate'

export const words = 'Exports of the county grew by twelve per cent last year, the ministry said on Monday. '
  .repeat(3)
  .trim()
/** A page of a newspaper, with what is not its article around it. */
export const page = `<!DOCTYPE html><html lang="en-GB"><head><title>Exports grow</title>
<meta property="article:published_time" content="2025-04-05"><meta name="author" content="Mei Li">
<link rel="canonical" href="https://example.org/news/1"><script>document.title='stolen'</script></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Exports grow</h1>
<p>${words} 😀 &amp; more<br>after a break</p><script>alert(1)</script><p onclick="alert(2)">${words}</p>
<blockquote><p>${words}</p></blockquote><ul><li>ships &lt;b&gt;</li><li>trains</li></ul>
<p style="display:none">hidden words</p><pre>one\ntwo</pre></article>
<footer>Cookie settings</footer></body></html>`

const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
/** A paragraph of a Word document. */
export const paragraph = (text: string, style = '') =>
  `<w:p>${style === '' ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`

/** A Word document with this body; `start` stands before its root. */
export function wordDocument(body: string, start = ''): Uint8Array {
  return zipSync({
    '[Content_Types].xml': strToU8(
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    '_rels/.rels': strToU8(
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    'word/styles.xml': strToU8(
      `<?xml version="1.0"?><w:styles ${w}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`,
    ),
    'word/_rels/document.xml.rels': strToU8(
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    ),
    'word/document.xml': strToU8(`<?xml version="1.0"?>${start}<w:document ${w}><w:body>${body}</w:body></w:document>`),
  })
}

/** A PDF of one page with these lines: the height of the letters, where the line stands, its words. */
export function pdfOf(lines: readonly (readonly [size: number, y: number, words: string])[]): Uint8Array {
  const content = lines.map(([size, y, text]) => `BT /F1 ${size} Tf 72 ${y} Td (${text}) Tj ET`).join('\n')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let pdf = '%PDF-1.4\n'
  const places = objects.map((object, at) => {
    const place = pdf.length
    pdf += `${at + 1} 0 obj\n${object}\nendobj\n`
    return place
  })
  const start = pdf.length
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  pdf += `xref\n0 6\n0000000000 65535 f \n${rows}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return strToU8(pdf, true)
}
