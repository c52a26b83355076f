/** An ISO date as AVeriTeC writes it, day first without zeros: `2020-08-25` is `25-8-2020`. Nothing for what is no plain date. */
export function averitecDate(iso: string): string | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso)
  if (found === null) return undefined
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])]
  return month < 1 || month > 12 || day < 1 || day > 31 || year === 0 ? undefined : `${day}-${month}-${year}`
}

/** The ISO date of AVeriTeC's; nothing for what is none. */
export function isoDate(date: string): string | undefined {
  const found = /^(\d{1,2})-(\d{1,2})-(\d{4})$/.exec(date)
  if (found === null) return undefined
  const iso = `${found[3]}-${(found[2] ?? '').padStart(2, '0')}-${(found[1] ?? '').padStart(2, '0')}`
  return averitecDate(iso) === undefined ? undefined : iso
}
