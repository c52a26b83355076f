import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer'
import type { WriteOptions } from '../format.js'
import type { TablesPart, TablesStream, WrittenBytes } from '../tables.js'
import { addRows, type Cell } from './rows.js'
import { type Column, type Table, type TableName, tables } from './tables.js'

/**
 * A row group is closed at so many documents, or when their texts have so many UTF-16 code units: cells that wait for more
 * outlive the garbage collector's young generation, and being moved takes it longer than writing them.
 */
const documentsInGroup = 500
const unitsInGroup = 4_000_000

/** The four files of some documents, a row group at a time: what is not yet handed out is at most one group. */
export function parquetStream(part: TablesPart, { unit = 'code-point' }: WriteOptions): TablesStream {
  const files = tables.map((table) => new TableFile(table, pathOf(table.name, part)))
  const byName = new Map<TableName, TableFile>(files.map((file) => [file.table.name, file]))
  let documents = 0
  let units = 0
  const closeGroup = (): readonly WrittenBytes[] => {
    documents = 0
    units = 0
    return files.flatMap((file) => file.closeGroup())
  }
  return {
    add(annotated) {
      addRows(annotated, unit, (table, cells) => byName.get(table)?.add(cells))
      documents += 1
      units += annotated.document.text.length
      const isFull = documents >= documentsInGroup || units >= unitsInGroup
      return { ready: isFull ? closeGroup() : [], losses: [] }
    },
    end: () => ({
      ready: [...closeGroup(), ...files.flatMap((file) => file.end())],
      rows: Object.fromEntries(files.map(({ path, rows }) => [path, rows])),
    }),
  }
}

/** `mentions/train-00000.parquet`; of a shard `mentions/train-2-of-8-00000.parquet`, so that shards go into one folder. */
function pathOf(table: TableName, { split, shard, number }: TablesPart): string {
  const of = shard === undefined ? '' : `-${shard.index}-of-${shard.of}`
  return `${table}/${split}${of}-${String(number).padStart(5, '0')}.parquet`
}

class TableFile {
  rows = 0
  private columns: (Cell | null)[][]
  private readonly writer = new ByteWriter()
  private readonly parquet: ParquetWriter

  constructor(
    readonly table: Table,
    readonly path: string,
  ) {
    this.columns = table.columns.map(() => [])
    const schema = schemaOf(table.columns)
    this.parquet = new ParquetWriter({ writer: this.writer, schema, codec: 'SNAPPY', createdBy: 'claimspan' })
  }

  add(cells: readonly Cell[]): void {
    for (let at = 0; at < this.columns.length; at++) this.columns[at]?.push(cells[at] ?? null)
    this.rows += 1
  }

  closeGroup(): readonly WrittenBytes[] {
    const data = this.columns
    if ((data[0]?.length ?? 0) === 0) return []
    this.columns = this.table.columns.map(() => [])
    const columnData = this.table.columns.map(({ name, type, isSought = false }, at) => ({
      name,
      data: data[at] ?? [],
      statistics: isSought || type === 'integer' || type === 'number',
    }))
    this.parquet.write({ columnData, rowGroupSize: data[0]?.length ?? 1 })
    return this.taken()
  }

  end(): readonly WrittenBytes[] {
    this.parquet.finish()
    return this.taken()
  }

  private taken(): readonly WrittenBytes[] {
    const bytes = this.writer.getBytes().slice()
    this.writer.index = 0
    return [{ path: this.path, bytes }]
  }
}

/** https://github.com/apache/parquet-format: LogicalTypes.md (strings, three-level lists). */
function schemaOf(columns: readonly Column[]): SchemaElement[] {
  return [{ name: 'root', num_children: columns.length }, ...columns.flatMap(elementsOf)]
}

function elementsOf({ name, type, optional = false }: Column): SchemaElement[] {
  const repetition_type = optional ? 'OPTIONAL' : 'REQUIRED'
  const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } } as const
  switch (type) {
    case 'string':
    case 'json':
      return [{ name, repetition_type, ...text }]
    case 'integer':
      return [{ name, repetition_type, type: 'INT32' }]
    case 'number':
      return [{ name, repetition_type, type: 'DOUBLE' }]
    default:
      return [
        { name, repetition_type, converted_type: 'LIST', logical_type: { type: 'LIST' }, num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', repetition_type: 'REQUIRED', ...(type === 'strings' ? text : { type: 'INT32' }) },
      ]
  }
}
