import { averitec } from './averitec/format.js'
import { brat } from './brat/format.js'
import { casJson } from './cas-json/format.js'
import { casXmi } from './cas-xmi/format.js'
import { claimReview } from './claim-review/format.js'
import { conll } from './conll/format.js'
import { conllBioes } from './conll-bioes/format.js'
import { conllU } from './conll-u/format.js'
import { csv, tsv } from './csv/format.js'
import { doccano } from './doccano/format.js'
import { fever } from './fever/format.js'
import type { Format } from './format.js'
import { labelStudio } from './label-studio/format.js'
import { native } from './native.js'
import { nif } from './nif/format.js'
import { parquet } from './parquet/format.js'
import { prodigy } from './prodigy/format.js'
import { pubAnnotation } from './pubannotation/format.js'
import { tei } from './tei/format.js'
import { webAnnotation } from './web-annotation/format.js'
import { webAnnoTsv } from './webanno-tsv/format.js'
import { xaif } from './xaif/format.js'

/** Every format, a line each; the order is that of `claimspan formats`. */
export const formats: readonly Format[] = [
  native,
  webAnnotation,
  brat,
  conll,
  conllBioes,
  conllU,
  casXmi,
  casJson,
  webAnnoTsv,
  tei,
  nif,
  labelStudio,
  doccano,
  prodigy,
  averitec,
  fever,
  csv,
  tsv,
  xaif,
  claimReview,
  pubAnnotation,
  parquet,
]

/** The format of this name. Throws `RangeError`, with the names there are, when there is none. */
export function formatNamed(name: string): Format {
  const found = formats.find((format) => format.name === name)
  if (found === undefined) {
    throw new RangeError(
      `There is no format ${JSON.stringify(name)}; there are ${formats.map((each) => each.name).join(', ')}`,
    )
  }
  return found
}
