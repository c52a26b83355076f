import type { Scheme } from './scheme.js'
import { verdictScales } from './verdict.js'

/**
 * The scheme that a project starts with, and that the seed corpus follows. Claim types are those of AVeriTeC (Schlichtkrull
 * et al. 2023), check-worthiness ClaimBuster's (Hassan et al. 2017), attribution kinds PARC's (Pareti 2016); definitions
 * and guideline are our own. Colours keep 3:1 against white and against near-black.
 */
export const defaultScheme: Scheme = {
  id: 'claimspan-default',
  version: 1,
  name: 'Claims in news articles',
  claimTypes: [
    {
      label: 'Event/Property Claim',
      definition:
        'Says that something happened, or that somebody or something is so or has a property. Checked by establishing the fact.',
      color: '#0077bb',
      key: '1',
    },
    {
      label: 'Numerical Claim',
      definition:
        'Is true or false by a number: a quantity, share, price, rank, duration, comparison or measurable superlative. A bare date does not make one.',
      color: '#c45a00',
      key: '2',
    },
    {
      label: 'Position Statement',
      definition:
        'Says what somebody thinks, wants, expects, predicts or recommends; where nobody is named, the article itself. Checked by establishing that the position is held.',
      color: '#8a6fd1',
      key: '3',
    },
    {
      label: 'Quote Verification',
      definition:
        'Gives words in quotation marks as somebody’s own. Checked by establishing that the speaker used these words.',
      color: '#3d8b57',
      key: '4',
    },
    {
      label: 'Causal Claim',
      definition:
        'Says that one thing brings about, prevents, drives or helps another, certainly or possibly. Checked by establishing the link.',
      color: '#cc3d7a',
      key: '5',
    },
  ],
  checkWorthiness: [
    {
      label: 'CFS',
      definition:
        'Check-worthy factual: can be established, and it would matter to a reader of this article if it were wrong.',
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
  verdictScales: verdictScales.map(({ id }) => id),
  relationTypes: [
    {
      label: 'supports',
      definition: 'The first claim is given, or serves, as a reason to accept the second.',
    },
    {
      label: 'attacks',
      definition:
        'The first claim makes the second harder to accept: it denies it, undercuts it, or limits what it suggests.',
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
    {
      label: 'indirect',
      definition: 'The claim is told in the article’s words, without quotation marks.',
    },
    {
      label: 'mixed',
      definition: 'Some words of the claim are quoted and some are the article’s.',
    },
  ],
  guideline: `# Marking the claims of an article

Read the article once to the end before you mark anything. Mark what the article says, not what you know: whether a
claim is true is the verdict's business, and a claim gets a verdict only from somebody who has checked it.

## What is a claim
A claim is a statement that a reader could accept or reject by itself. Mark every one, also the dull ones, also in
headings, captions, teasers and the small print.

- **Opinions, predictions and hopes are claims** (mostly NFS). *"RISC-V shows considerable promise"* is one.
- **A question is not a claim**; what it takes for granted is. *"Does China's response to Trump tariffs signal …?"*
  claims that China has responded.
- **That somebody spoke is not a claim of its own**; the attribution says so.
- **Who a source is** (name, post, employer) belongs to the source. If the description holds a clause of its own,
  such as *"Wang Jie, who worked at Alibaba Cloud for four years before leaving in 2022"*, it is a claim as well.
- Commands, greetings, buttons and rights notices such as *"All rights reserved"* are not claims.

## Where a mention begins and ends
Take the shortest full clause that carries the claim: its subject, its verb and what is needed to make it false.

- Leave out the attribution (*"according to Kenny Ng"*), linking words at the edge (*although, meanwhile, while*)
  and the punctuation at the end.
- Keep times, places and hedges that belong to the statement (*as of December 2024*, *is likely to*, *could*).
- If other words stand in between, use **two or more spans**: *"Qwen2.5-Max … secured the third spot among
  China-originated large language models"*; *"the firm … occasionally asks them to return"*, where two verbs share a
  subject.
- If a claim holds another that could be doubted alone, mark **both**; claims may overlap and lie inside each other.
  *"an increasing number of firms are anticipated to announce their investment strategies"* is a claim, and so is
  the longer one with *"which could bolster China's position"*. Relate the inner one to the outer one as *part-of*.
- A participle, a relative clause or an apposition counts as a clause when it can be false: *"its RISC-V chip
  initiative, which produces chips using …"*. A bare adjective does not, unless the article contradicts it
  elsewhere.

## Broken sentences and quotation marks
Some articles were translated or paraphrased by machine. Never repair the text.

- Mark the words that are there, across a misplaced full stop if need be, say in the **note** what is broken and how
  you read it, and lower the **confidence**.
- What is missing goes into the normalised claim only as far as the article itself supplies it.
- A quotation mark at the edge of a mention stays outside, unless its partner is inside; then both stay, with the
  punctuation between them. A mark in the middle stays, with or without a partner.
- Quotation marks make speech direct only when they enclose the speaker's words. Around a whole sentence of the
  article (*"In a recent interview, Zhu mentioned that …"*) they prove nothing: the speech is indirect.

## Attribution
Mark it wherever the article names a source.

- **Source**: the words that name it, with the description beside them, or the pronoun. **Cue**: the word that ties
  source and statement (*said, noted, according to, based on*). **Speaker**: the person or body behind the words,
  always under the same name.
- **direct** if all words of the claim are quoted, or printed as somebody's headline; **indirect** if none is;
  **mixed** if some are.
- A cue often covers more than its own sentence. Follow it as far as the passage clearly goes on with the same
  voice, and say so in the note.
- Each claim carries its own attribution, also when several share one source.
- **Nested**: where the article says that X says that Y says, Y is the attribution and X is what it lies *within*.
- A document may speak: statistics, a report, a ranking. Then its maker is the speaker.
- *"is seen as"*, *"is expected to"* without anybody named: no attribution.

## Types and check-worthiness
Give every type that applies. A claim that is quoted is also a Quote Verification; a prediction or a judgement is a
Position Statement of its speaker, or of the article. A superlative is numerical when something could be counted.

Check-worthiness is about the statement, not about whether it was said:

- **CFS** if a fact settles it and the article, or a reader's decision, leans on it.
- **UFS** if a fact settles it and nobody would ask: where a founder was born, what a company makes, who led a
  project.
- **NFS** if no fact of today settles it: praise (*excellent, crucial*), predictions, hopes, lessons learned.
  *"Leading"* and *"largest"* can be measured and are factual.

## The normalised claim
One sentence that is understood without the article: full names for pronouns, the year for *this year*, the month
for *last month*, the unit for the number. Add *as of …* where the statement will age. Keep hedges. Leave the
speaker out, unless the claim is about what somebody thinks.

## Relations
Draw an arrow where the article uses one claim for, or against, another, or says the same twice: from the reason to
what it supports; from the concession (*although, while*) to what it limits; from the part to the whole; from the
later wording to the earlier. Do not relate claims only because they share a topic.
`,
}
