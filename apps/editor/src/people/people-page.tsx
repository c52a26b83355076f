import '../words/people-en.js'
import { ArrowLeft, PlugZap, RotateCw } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { announce } from '../design/announcer.js'
import { Button, IconButton } from '../design/button.js'
import { Notice } from '../design/notice.js'
import { StatePage } from '../design/state-page.js'
import { ThemeMenu } from '../design/theme-menu.js'
import { articlesPath } from '../router/route.js'
import { navigate } from '../router/use-route.js'
import {
  type Account,
  changePerson,
  type Invitation,
  listInvitations,
  listPeople,
  type Role,
} from '../server/people.js'
import { me } from '../session/me.js'
import { useObservable } from '../state/observable.js'
import { useWords } from '../words/words.js'
import { CloseAccount } from './close-account.js'
import { Invitations } from './invitations.js'
import { PersonRow, roleName } from './person-row.js'

type Listing =
  | { readonly kind: 'loading' }
  | { readonly kind: 'listed'; readonly accounts: readonly Account[]; readonly invitations: readonly Invitation[] }
  | { readonly kind: 'refused'; readonly message: string }

/** Who may do what: accounts with their roles, and invitations. For owners. */
export function PeoplePage() {
  const say = useWords()
  const self = useObservable(me)
  const [listing, setListing] = useState<Listing>({ kind: 'loading' })
  const [trouble, setTrouble] = useState<string | undefined>(undefined)
  const [closing, setClosing] = useState<Account | undefined>(undefined)

  const load = useCallback(async () => {
    const [accounts, invitations] = await Promise.all([listPeople(), listInvitations()])
    if (!accounts.ok) setListing({ kind: 'refused', message: accounts.message })
    else if (!invitations.ok) setListing({ kind: 'refused', message: invitations.message })
    else setListing({ kind: 'listed', accounts: accounts.value, invitations: invitations.value })
  }, [])
  useEffect(() => {
    document.title = `${say('people.title')} · Claimspan`
    void load()
  }, [load, say])

  const change = async (
    account: Account,
    wanted: { readonly role?: Role; readonly closed?: boolean },
    said: string,
  ) => {
    const answer = await changePerson(account.id, wanted)
    setTrouble(answer.ok ? undefined : answer.message)
    if (answer.ok) announce(said)
    await load()
  }

  return (
    <div className="articles-page">
      <header className="articles-bar">
        <IconButton icon={ArrowLeft} label={say('bar.all-articles')} onPress={() => navigate(articlesPath)} />
        <ThemeMenu />
      </header>
      <main className="articles-main">
        <div className="articles-head">
          <h1>{say('people.title')}</h1>
        </div>
        {listing.kind === 'loading' ? (
          <p className="visually-hidden" aria-busy="true">
            {say('people.reading')}
          </p>
        ) : null}
        {listing.kind === 'refused' ? (
          <StatePage icon={PlugZap} title={say('people.unreachable')}>
            <p>{listing.message}</p>
            <Button look="primary" onPress={() => void load()}>
              <RotateCw size={15} aria-hidden />
              {say('page.again')}
            </Button>
          </StatePage>
        ) : null}
        {listing.kind === 'listed' ? (
          <>
            {trouble === undefined ? null : <Notice text={trouble} />}
            <ul className="people-list">
              {listing.accounts.map((account) => (
                <PersonRow
                  key={account.id}
                  account={account}
                  isMe={account.id === self.id}
                  onRole={(role) =>
                    void change(account, { role }, say('people.now', { name: account.name, role: roleName(role) }))
                  }
                  onClose={() => setClosing(account)}
                  onOpen={() =>
                    void change(account, { closed: false }, say('people.can-sign-in', { name: account.name }))
                  }
                />
              ))}
            </ul>
            <Invitations invitations={listing.invitations} onChanged={() => void load()} />
          </>
        ) : null}
      </main>
      <CloseAccount
        account={closing}
        onKeep={() => setClosing(undefined)}
        onClose={(account) => {
          setClosing(undefined)
          void change(account, { closed: true }, say('people.is-closed', { name: account.name }))
        }}
      />
    </div>
  )
}
