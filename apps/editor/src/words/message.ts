import type { LocalizedString } from '@internationalized/string'

/** Words to say: `{name}` is filled in. Where they depend on a number they are {@link counted}. */
export type Message = LocalizedString

/** Values that are filled into words; `count` also chooses the plural form. */
export type Filled = Readonly<Record<string, string | number>>

/** Words that depend on `count`, in the plural forms that `Intl.PluralRules` knows of the language. */
export function counted(
  language: string,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string },
): Message {
  const rules = new Intl.PluralRules(language)
  return (values) => forms[rules.select(Number(values?.count ?? 0))] ?? forms.other
}
