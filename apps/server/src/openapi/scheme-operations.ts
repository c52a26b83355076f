import { listOf, type Operation, ref } from './operation.js'

/** The project's scheme and its versions. */
export const schemeOperations: readonly Operation[] = [
  {
    id: 'readScheme',
    method: 'GET',
    path: '/api/scheme',
    tag: 'Scheme',
    summary: 'The label sets that documents here are annotated with, in their newest version',
    description: 'The header etag holds the version.',
    act: 'read text',
    answers: { 200: { description: 'The scheme.', json: ref('Scheme') } },
  },
  {
    id: 'putScheme',
    method: 'PUT',
    path: '/api/scheme',
    tag: 'Scheme',
    summary: 'Put a new version of the scheme',
    description:
      'The version in the body is that of the scheme that was changed; the new one gets the next. Claims keep their labels, also those that the scheme no longer has.',
    act: 'edit scheme',
    body: { json: ref('Scheme') },
    answers: { 200: { description: 'The scheme as it is now, with its new version.', json: ref('Scheme') } },
    problems: [409, 422, 507],
  },
  {
    id: 'listSchemeVersions',
    method: 'GET',
    path: '/api/scheme/versions',
    tag: 'Scheme',
    summary: 'The versions of the scheme, the oldest first',
    act: 'read text',
    answers: { 200: { description: 'Each with who put it and when.', json: listOf(ref('SchemeVersion')) } },
  },
  {
    id: 'readSchemeVersion',
    method: 'GET',
    path: '/api/scheme/versions/:version',
    tag: 'Scheme',
    summary: 'A version of the scheme',
    act: 'read text',
    answers: { 200: { description: 'As it was put.', json: ref('Scheme') } },
    problems: [404],
  },
]
