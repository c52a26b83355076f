import type { Scheme } from '@claimspan/core'
import type { StoredTables } from '../tables.js'
import { type ColumnType, type TableName, tables } from './tables.js'

const features: Readonly<Record<ColumnType, string>> = {
  string: 'dtype: string',
  json: 'dtype: string',
  integer: 'dtype: int32',
  number: 'dtype: float64',
  strings: 'list: string',
  integers: 'list: int32',
}

/** Table and split of a stored file, by its path. */
export function placeOfTables(path: string): { readonly table: TableName; readonly split: string } | undefined {
  const match = /^(\w+)\/([a-z]+)-(?:\d+-of-\d+-)?\d+\.parquet$/.exec(path)
  const table = tables.find(({ name }) => name === match?.[1])
  return table === undefined ? undefined : { table: table.name, split: match?.[2] ?? 'train' }
}

/** The files of a table by split, in the order of the splits. */
export function splitsOf(
  files: readonly StoredTables[],
  table: TableName,
): ReadonlyMap<string, { readonly rows: number; readonly bytes: number }> {
  const found = new Map<string, { rows: number; bytes: number }>()
  for (const { path, rows, bytes } of files) {
    const place = placeOfTables(path)
    if (place?.table !== table) continue
    const sum = found.get(place.split) ?? { rows: 0, bytes: 0 }
    found.set(place.split, { rows: sum.rows + rows, bytes: sum.bytes + bytes })
  }
  return found
}

/**
 * The dataset card, a README.md with YAML as the Hugging Face hub reads it: each table is a configuration with its files,
 * features and sizes (https://huggingface.co/docs/hub/datasets-cards).
 */
export function datasetCard(files: readonly StoredTables[], scheme: Scheme): string {
  const yaml = [
    'pretty_name: Claims annotated with Claimspan',
    'task_categories:',
    '- token-classification',
    '- text-classification',
    'tags:',
    '- claim-detection',
    '- fact-checking',
    'configs:',
    ...tables.flatMap(({ name }, at) => [
      `- config_name: ${name}`,
      ...(at === 0 ? ['  default: true'] : []),
      '  data_files:',
      ...[...splitsOf(files, name).keys()].flatMap((split) => [
        `  - split: ${split}`,
        `    path: ${name}/${split}-*.parquet`,
      ]),
    ]),
    'dataset_info:',
    ...tables.flatMap(({ name, columns }) => {
      const splits = [...splitsOf(files, name)]
      const size = splits.reduce((sum, [, { bytes }]) => sum + bytes, 0)
      return [
        `- config_name: ${name}`,
        '  features:',
        ...columns.flatMap(({ name: column, type }) => [`  - name: ${column}`, `    ${features[type]}`]),
        '  splits:',
        ...splits.flatMap(([split, { rows, bytes }]) => [
          `  - name: ${split}`,
          `    num_bytes: ${bytes}`,
          `    num_examples: ${rows}`,
        ]),
        `  download_size: ${size}`,
        `  dataset_size: ${size}`,
      ]
    }),
  ]
  return `---\n${yaml.join('\n')}\n---\n\n${body(files, scheme)}`
}

function body(files: readonly StoredTables[], scheme: Scheme): string {
  const lines = ['# Claims annotated with Claimspan', '']
  lines.push(
    `Labels are those of the scheme "${scheme.name}", version ${scheme.version} (\`scheme.json\`). Offsets are half-open and count`,
    'in the unit that `offset_unit` of a document says: with `code-point`, Python’s `text[start:end]` is the words.',
    '',
    '```python',
    'from datasets import load_dataset',
    'mentions = load_dataset("path/to/this/folder", "mentions")',
    '```',
  )
  for (const { name, about, key, columns } of tables) {
    const rows = [...splitsOf(files, name).values()].reduce((sum, split) => sum + split.rows, 0)
    lines.push('', `## ${name}`, '', `${about}: ${rows} rows. A row is told by ${key.join(', ')}.`, '')
    lines.push('| column | type | |', '|---|---|---|')
    for (const { name: column, type, optional, about: what } of columns) {
      lines.push(`| \`${column}\` | ${type}${optional ? ', or none' : ''} | ${what} |`)
    }
  }
  return `${lines.join('\n')}\n`
}
