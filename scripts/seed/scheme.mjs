// The default scheme: AVeriTeC's claim types, ClaimBuster's check-worthiness, PARC's attribution, in our own words.

import { folded } from './folded.mjs'

export const scheme = (guideline) => ({
  claimspan: 1,
  id: 'claimspan-default',
  version: 1,
  name: 'Claims in news articles',
  claimTypes: [
    {
      label: 'Event/Property Claim',
      definition:
        folded(`Says that something happened, or that somebody or something is so or has a property. Checked by
        establishing the fact.`),
      color: '#0077bb',
      key: '1',
    },
    {
      label: 'Numerical Claim',
      definition:
        folded(`Is true or false by a number: a quantity, share, price, rank, duration, comparison or measurable
        superlative. A bare date does not make one.`),
      color: '#c45a00',
      key: '2',
    },
    {
      label: 'Position Statement',
      definition: folded(`Says what somebody thinks, wants, expects, predicts or recommends; where nobody is named, the
        article itself. Checked by establishing that the position is held.`),
      color: '#8a6fd1',
      key: '3',
    },
    {
      label: 'Quote Verification',
      definition:
        folded(`Gives words in quotation marks as somebody’s own. Checked by establishing that the speaker used
        these words.`),
      color: '#3d8b57',
      key: '4',
    },
    {
      label: 'Causal Claim',
      definition:
        folded(`Says that one thing brings about, prevents, drives or helps another, certainly or possibly. Checked
        by establishing the link.`),
      color: '#cc3d7a',
      key: '5',
    },
  ],
  checkWorthiness: [
    {
      label: 'CFS',
      definition:
        folded(`Check-worthy factual: can be established, and it would matter to a reader of this article if it were
        wrong.`),
    },
    {
      label: 'UFS',
      definition: 'Unimportant factual: can be established, but is background that hardly anybody would ask about.',
    },
    {
      label: 'NFS',
      definition:
        'Non-factual: opinion, praise without a measure, prediction, hope or advice; no fact of today settles it.',
    },
  ],
  verdictScales: ['core'],
  relationTypes: [
    { label: 'supports', definition: 'The first claim is given, or serves, as a reason to accept the second.' },
    {
      label: 'attacks',
      definition:
        folded(`The first claim makes the second harder to accept: it denies it, undercuts it, or limits what it
        suggests.`),
    },
    {
      label: 'equivalent',
      definition: 'Both claims say the same: either could be checked in place of the other. Has no direction.',
    },
    {
      label: 'rephrases',
      definition: 'The first claim says the second again in other words, sharper, looser or with more detail.',
    },
    {
      label: 'part-of',
      definition: 'The first claim is one of the things that the second says; if the part fails, so does the whole.',
    },
  ],
  attributionKinds: [
    {
      label: 'direct',
      definition:
        'All words of the claim are given as the speaker’s own: in quotation marks, or as a printed headline.',
    },
    { label: 'indirect', definition: 'The claim is told in the article’s words, without quotation marks.' },
    { label: 'mixed', definition: 'Some words of the claim are quoted and some are the article’s.' },
  ],
  guideline,
})
