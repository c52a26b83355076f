import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { HttpProblem } from './http-problem.js'
import type { OpenIdSettings } from './openid-settings.js'

/** What has to be known again when somebody comes back from the provider. */
export interface SignInAttempt {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** Who the provider says it is. */
export interface Subject {
  /** Issuer and subject: the same person for ever. */
  readonly subject: string
  readonly name?: string
  readonly username?: string
  readonly email?: string
  readonly isEmailVerified: boolean
}

/** An OpenID Connect provider: the authorization code flow with PKCE (S256), state and nonce. */
export interface OpenIdProvider {
  /** Where to send somebody. Throws {@link HttpProblem} 502 when the provider does not answer. */
  begin(redirect: string): Promise<{ readonly location: string; readonly attempt: SignInAttempt }>
  /** Who came back with this address. Throws {@link HttpProblem}: 401 when it may not count, 502. */
  finish(came: URL, attempt: SignInAttempt): Promise<Subject>
}

const patienceInSeconds = 10

export function openIdProvider(settings: OpenIdSettings): OpenIdProvider {
  const issuer = new URL(settings.issuer)
  let found: Promise<Configuration> | undefined

  /** Found when it is needed first, and again after it could not be found: the provider may be down when the server starts. */
  function configuration(): Promise<Configuration> {
    const known =
      found ??
      discovery(issuer, settings.clientId, settings.clientSecret, undefined, {
        timeout: patienceInSeconds,
        // The id token's signature is checked as well, though it comes over the connection to the provider.
        execute: [enableNonRepudiationChecks, ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : [])],
      })
    found = known
    return known.catch(() => {
      if (found === known) found = undefined
      throw new HttpProblem(502, 'provider-failed', `${settings.name} does not answer. Try again later.`)
    })
  }

  return {
    async begin(redirect) {
      const config = await configuration()
      const attempt = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
      const location = buildAuthorizationUrl(config, {
        redirect_uri: redirect,
        scope: 'openid profile email',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
      })
      return { location: location.href, attempt }
    },

    async finish(came, { state, nonce, verifier }) {
      const config = await configuration()
      try {
        const tokens = await authorizationCodeGrant(config, came, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        const id = tokens.claims()
        if (id === undefined) throw new Error('No id token')
        const hasAll =
          typeof id.email === 'string' && (typeof id.name === 'string' || id.preferred_username !== undefined)
        const { userinfo_endpoint: more } = config.serverMetadata()
        const claims =
          hasAll || more === undefined
            ? id
            : { ...(await fetchUserInfo(config, tokens.access_token, id.sub)), iss: id.iss, sub: id.sub }
        const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined)
        const [name, username, email] = [text(claims.name), text(claims.preferred_username), text(claims.email)]
        return {
          subject: `${id.iss} ${id.sub}`,
          ...(name === undefined ? {} : { name }),
          ...(username === undefined ? {} : { username }),
          ...(email === undefined ? {} : { email }),
          isEmailVerified: claims.email_verified === true,
        }
      } catch {
        // What it says may quote tokens.
        const sentence = `What ${settings.name} answered does not prove who you are, or it is too late. Sign in again.`
        throw new HttpProblem(401, 'sign-in-refused', sentence)
      }
    },
  }
}
