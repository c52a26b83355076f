// The claims of the article, read line by line. Words are as they stand in the article.
//
//   claim(key, words, types, checkWorthiness, normalizedClaim, { by, note, confidence })
//
// `words` is one string, or several for a discontinuous mention. Where the same words stand in the line twice, a longer
// stretch is quoted and «…» marks the words meant. A line break in a string stands for one space. `by` is
// `said(kind, source, cue, speaker, within)`; its words are looked for in the claim's line, or, with `at`, in another.

import * as who from './speakers.mjs'

const typeNames = {
  event: 'Event/Property Claim',
  numerical: 'Numerical Claim',
  position: 'Position Statement',
  quote: 'Quote Verification',
  causal: 'Causal Claim',
}

const claim = (key, words, types, checkWorthiness, normalizedClaim, more = {}) => ({
  key,
  words: [words].flat(),
  types: types.split(' ').map((type) => typeNames[type]),
  checkWorthiness,
  normalizedClaim,
  ...more,
})

const said = (kind, source, cue, speaker, within) => ({ kind, source, cue, speaker, within })
const at = (line, words) => ({ line, words })

const headlineOfThePost = () => said('direct', at(46, 'SCMP'), at(46, 'More Articles from'), who.post)
const dailyReport = () =>
  said(
    'indirect',
    'National Business Daily, a Chinese state-supported business newspaper',
    ['was reported', 'by'],
    who.daily,
  )
const rayWangSays = () =>
  said(
    'indirect',
    `Ray Wang, a Washington-based analyst specialising in US-China technology competition and the AI and semiconductor
    industries in Asia`,
    'according to',
    who.rayWang,
  )

/** Line of the article (from 1) → its claims. Lines without a claim are in `withoutClaims` below, with the reason. */
export const claims = {
  1: [
    claim(
      'leader',
      `Alibaba Is Becoming China's AI Leader`,
      'event',
      'CFS',
      `Alibaba is becoming China's leader in artificial intelligence.`,
      { note: `The headline is a "how" clause, which takes the statement for granted; it is marked without "How".` },
    ),
    claim(
      'crucible',
      ['Alibaba Is Becoming', 'a Crucible for Entrepreneurs'],
      'event',
      'CFS',
      `Alibaba is becoming a training ground for entrepreneurs.`,
    ),
  ],
  2: [
    claim(
      'zhu-engineer',
      'Liu Zhu Mingming, an engineer with experience at Alibaba Group Holding',
      'event',
      'UFS',
      `Zhu Mingming, the founder of Rokid, has worked as an engineer at Alibaba Group Holding.`,
      { note: `The text prints the name as "Liu Zhu Mingming" here and calls him Zhu everywhere else.` },
    ),
    claim(
      'rokid-founded',
      ['Liu Zhu Mingming', 'left in 2014 to found his own venture, Rokid'],
      'event',
      'CFS',
      `Zhu Mingming left Alibaba Group Holding in 2014 to found his own company, Rokid.`,
      { note: `"Left" has no object; read as leaving Alibaba, named just before.` },
    ),
    claim(
      'rokid-glasses',
      'The start-up, which develops smart glasses',
      'event',
      'UFS',
      `The start-up Rokid develops smart glasses.`,
    ),
    claim(
      'rokid-backed',
      ['The start-up', 'was backed by angel investors that included Vision Plus Capital'],
      'event',
      'CFS',
      `Angel investors including Vision Plus Capital backed the start-up Rokid.`,
    ),
    claim(
      'vision-plus-formed',
      'Vision Plus Capital, formed by Eddie Wu Yongming and others before Wu became CEO of Alibaba in 2023',
      'event',
      'CFS',
      `Eddie Wu Yongming and others formed the investment firm Vision Plus Capital before Wu became CEO of Alibaba in
      2023.`,
    ),
    claim(
      'wu-ceo-2023',
      'Wu became CEO of Alibaba in 2023',
      'event',
      'UFS',
      `Eddie Wu Yongming became CEO of Alibaba in 2023.`,
    ),
  ],
  3: [
    claim(
      'rokid-leading',
      'Ten years down the line, Rokid has become one of the leading tech startups in Hangzhou',
      'event',
      'CFS',
      `About ten years after it was founded in 2014, Rokid is one of the leading technology start-ups in Hangzhou,
      China.`,
    ),
    claim(
      'hangzhou-hometown',
      'Hangzhou, which happens to be Alibaba’s hometown in eastern China',
      'event',
      'UFS',
      `Hangzhou, a city in eastern China, is the home town of Alibaba.`,
    ),
    claim(
      'rokid-prominence',
      `In recent times, their AR glasses, fueled by AI technologies, have gained significant attention online and in
      financial markets, propelling Rokid into prominence as the “seventh little dragon” within the region`,
      'causal',
      'CFS',
      `The attention that Rokid's AI-powered augmented-reality glasses have gained online and in financial markets has
      made Rokid prominent as the "seventh little dragon" of the Hangzhou region.`,
    ),
    claim(
      'rokid-attention',
      ['In recent times, their AR glasses', 'have gained significant attention online and in financial markets'],
      'event',
      'CFS',
      `As of April 2025, Rokid's augmented-reality glasses have recently gained significant attention online and in
      financial markets.`,
    ),
    claim(
      'glasses-ai',
      'their AR glasses, fueled by AI technologies',
      'event',
      'UFS',
      `Rokid's augmented-reality glasses use artificial intelligence technologies.`,
    ),
    claim(
      'six-dragons',
      '"six little dragons" that included DeepSeek and Unitree Robotics',
      'event',
      'UFS',
      `The group of start-ups known as the "six little dragons" of Hangzhou includes DeepSeek and Unitree Robotics.`,
      {
        note: `Broken sentence: the text has a full stop before "six little dragons", which leaves a relative clause
        without a main verb, and "akin to how others rose before them" without its other half.`,
      },
    ),
  ],
  4: [
    claim(
      'zhu-four-years',
      'he spent four years as an engineer at Alibaba',
      'event numerical',
      'UFS',
      `Zhu Mingming, the founder of Rokid, worked for four years as an engineer at Alibaba.`,
      {
        by: said('indirect', 'Zhu', 'mentioned', who.zhu),
        note: `Quotation marks stand around the whole reporting sentence, so they do not mark Zhu's own words: the
        speech is indirect.`,
      },
    ),
    claim(
      'zhu-knowledge',
      'he mostly filled in his knowledge gaps',
      'position',
      'NFS',
      `Zhu Mingming spent his years as an engineer at Alibaba mostly filling gaps in his knowledge.`,
      {
        by: said('indirect', 'Zhu', 'mentioned', who.zhu),
        note: `As for the claim before: the quotation marks enclose the article's own sentence.`,
      },
    ),
    claim(
      'zhu-insights',
      'this period helped him gain insights into marketing, operations, and finance',
      'causal position',
      'NFS',
      `Zhu Mingming's four years as an engineer at Alibaba helped him gain insights into marketing, operations and
      finance.`,
      { by: said('indirect', 'He', 'noted', who.zhu) },
    ),
  ],
  5: [
    claim(
      'scmp-knowledge',
      `Our updated platform features handpicked content including explainer articles, FAQ sections, detailed analysis,
      and informative infographics, all provided by our acclaimed team`,
      'event',
      'UFS',
      `SCMP Knowledge, a platform of the South China Morning Post, offers curated explainers, FAQs, analyses and
      infographics made by the newspaper's team.`,
      {
        by: { kind: 'direct', speaker: who.post },
        note: `Promotional copy, in the publisher's first person ("our"); no words outside the claim name the source.
        The product name "SCMP Knowledge" has run into the sentence.`,
      },
    ),
  ],
  6: [
    claim(
      'zhu-illustrates',
      `Zhu and his startup illustrate how Alibaba is fostering the growth of China’s artificial intelligence sector via
      individuals who previously worked for the firm, notably those based in Hangzhou`,
      'position',
      'NFS',
      `Zhu Mingming and his start-up Rokid are an example of how Alibaba fosters China's artificial intelligence sector
      through its former employees.`,
      { note: `The step from the example to the thesis; the thesis itself is the claim inside.` },
    ),
    claim(
      'fostering',
      `Alibaba is fostering the growth of China’s artificial intelligence sector via individuals who previously worked
      for the firm, notably those based in Hangzhou`,
      'causal',
      'CFS',
      `Alibaba is fostering the growth of China's artificial intelligence sector through its former employees, notably
      those based in Hangzhou.`,
    ),
    claim(
      'startups-85',
      ['As of December 2024', 'eighty-five AI startups were established by ex-Alibaba staff members'],
      'numerical event',
      'CFS',
      `As of December 2024, former Alibaba employees had founded 85 artificial intelligence start-ups.`,
      { by: said('indirect', 'data from the Chinese platform ITJuzi', 'according to', who.itjuzi) },
    ),
    claim(
      'startups-hangzhou',
      ['As of December 2024', 'eighty-five AI startups', 'forty-five percent located within the same city'],
      'numerical',
      'CFS',
      `As of December 2024, 45 per cent of the 85 artificial intelligence start-ups founded by former Alibaba employees
      were located in Hangzhou.`,
      {
        by: said('indirect', 'data from the Chinese platform ITJuzi', 'according to', who.itjuzi),
        note: `"The same city" is read as Hangzhou, named in the sentence before; it could also mean that they share one
        city.`,
      },
    ),
    claim(
      'owns-post',
      'Alibaba has ownership stakes in the South China Morning Post',
      'event',
      'CFS',
      `Alibaba owns a stake in the South China Morning Post, as of April 2025.`,
    ),
  ],
  7: [
    claim(
      'backbone',
      'e-commerce continues to be the backbone of Alibaba’s operations',
      'event',
      'CFS',
      `E-commerce is still the core of Alibaba's business as of April 2025.`,
    ),
    claim(
      'taobao-tmall',
      'platforms like Taobao and Tmall generating most of its income and profit',
      'numerical',
      'CFS',
      `E-commerce platforms such as Taobao and Tmall generate most of Alibaba's income and profit, as of April 2025.`,
    ),
    claim(
      'enabler',
      [
        'the firm',
        `is progressively seen as an enabler of entrepreneurial activities via its artificial intelligence technologies
        rather than just being an online market operator`,
      ],
      'position',
      'NFS',
      `Alibaba is increasingly seen as an enabler of entrepreneurship through its artificial intelligence technologies
      rather than only as the operator of online marketplaces.`,
      { note: `The passive "is seen" names no one who sees it so; hence no attribution.` },
    ),
    claim(
      'founded-1999',
      'the firm, founded by Jack Ma in 1999 in Hangzhou',
      'event',
      'UFS',
      `Jack Ma founded Alibaba in Hangzhou in 1999.`,
    ),
  ],
  8: [
    claim(
      'deepseek-liang',
      'DeepSeek, the startup established by Liang Wenfeng',
      'event',
      'UFS',
      `Liang Wenfeng founded the start-up DeepSeek.`,
    ),
    claim(
      'deepseek-attention',
      ['DeepSeek', 'has attracted attention with its budget-friendly yet highly efficient devices'],
      'event',
      'CFS',
      `DeepSeek has attracted attention with low-cost yet highly efficient artificial intelligence products.`,
      { note: `"Devices" is likely a paraphrase of "models": DeepSeek is spoken of as a maker of AI models.` },
    ),
    claim(
      'deepseek-unequipped',
      ['the laboratory', 'is not as well-equipped to provide user education regarding these offerings'],
      'event position',
      'CFS',
      `DeepSeek is less well equipped than Alibaba to educate users about its products.`,
      {
        note: `The comparison has no second member ("not as well-equipped" as whom); the next paragraph supplies
        Alibaba.`,
      },
    ),
    claim(
      'deepseek-200',
      'the laboratory—which comprises roughly 200 young researchers primarily engaged in R&D',
      'numerical event',
      'CFS',
      `DeepSeek has roughly 200 young researchers, who work mainly on research and development.`,
    ),
  ],
  9: [
    claim(
      'innovator',
      ['Compared to others, Alibaba stands out', 'as a leading innovator through its proprietary Qwen models'],
      'event',
      'CFS',
      `Compared with other companies, Alibaba stands out as a leading innovator in artificial intelligence through its
      own Qwen models.`,
    ),
    claim(
      'facilitator',
      ['Compared to others, Alibaba stands out', 'as a crucial facilitator of artificial intelligence initiatives'],
      'position',
      'NFS',
      `Compared with other companies, Alibaba stands out as a crucial facilitator of artificial intelligence
      projects.`,
    ),
    claim('qwen-proprietary', 'its proprietary Qwen models', 'event', 'CFS', `Alibaba's Qwen models are proprietary.`, {
      confidence: 0.6,
      note: `Only a modifier, but marked because line 20 calls the models "largely available as open source".
        "Proprietary" may be a paraphrase of "own".`,
    }),
    claim(
      'employees',
      'Boasting approximately 200,000 employees, Alibaba',
      'numerical',
      'CFS',
      `Alibaba has approximately 200,000 employees, as of April 2025.`,
    ),
    claim(
      'collaborator',
      `Alibaba has established itself as an excellent collaborator for governmental bodies, academic organizations, and
      public sector companies looking to implement AI programs`,
      'position',
      'NFS',
      `Alibaba is an excellent partner for government bodies, academic organisations and public-sector companies that
      want to implement artificial intelligence programmes.`,
    ),
  ],
  10: [
    claim(
      'cloud-largest',
      `the country's largest cloud service provider, Alibaba`,
      'numerical event',
      'CFS',
      `Alibaba is the largest cloud service provider in China, as of April 2025.`,
    ),
    claim(
      'positioned',
      'Alibaba is uniquely positioned to offer AI solutions to factories and businesses across China',
      'position',
      'NFS',
      `Alibaba is in a unique position to offer artificial intelligence solutions to factories and businesses across
      China.`,
    ),
    claim(
      'quark-popular',
      'its Quark platform has quickly emerged as a popular consumer choice for accessing AI models',
      'event',
      'CFS',
      `Alibaba's Quark platform has quickly become a popular choice of consumers for accessing artificial intelligence
      models.`,
    ),
    claim(
      'quark-rivals',
      ['its Quark platform', `competing with ByteDance's Doubao and Tencent Holdings' Yuanbao`],
      'event',
      'UFS',
      `Alibaba's Quark platform competes with ByteDance's Doubao and Tencent Holdings' Yuanbao.`,
    ),
  ],
  11: [
    claim(
      'top-player',
      'Alibaba has emerged as one of China’s top players in artificial intelligence',
      'position quote',
      'CFS',
      `Alibaba has become one of the top players in artificial intelligence in China.`,
      { by: said('direct', 'Su Lian Jye, the chief analyst at research firm Omdia', 'As per', who.su) },
    ),
    claim(
      'frontrunner',
      ['Alibaba', 'particularly noted for being the frontrunner in providing foundational models for generative AI'],
      'position event',
      'CFS',
      `Alibaba is the front-runner among Chinese providers of foundation models for generative artificial
      intelligence.`,
      {
        by: said('mixed', 'Su Lian Jye, the chief analyst at research firm Omdia', 'As per', who.su),
        note: `The subject stands inside the quotation, the rest outside it; read as Su's assessment too. "In China" is
        taken from the quotation.`,
      },
    ),
  ],
  12: [
    claim(
      'unprecedented',
      'Alibaba is making an unprecedented level of investment In China’s artificial intelligence sector',
      'event numerical',
      'CFS',
      `Alibaba is investing in China's artificial intelligence sector at an unprecedented level, as of April 2025.`,
      {
        confidence: 0.7,
        note: `Broken sentence: the capital "In" suggests that "In China’s artificial intelligence sector" opened the
        next one. The motive "To cement its position" is left out.`,
      },
    ),
    claim(
      'pledge',
      `the company pledged 380 billion yuan (approximately US$52.4 billion) in March towards funding computational
      capabilities and AI infrastructure development over the coming three years`,
      'event numerical',
      'CFS',
      `In March 2025, Alibaba pledged 380 billion yuan (about US$52.4 billion) for computing capacity and artificial
      intelligence infrastructure over the following three years.`,
      { note: `The pledge is the act reported, so "pledged" is part of the claim and not a cue.` },
    ),
    claim(
      'conversion',
      '380 billion yuan (approximately US$52.4 billion)',
      'numerical',
      'UFS',
      `380 billion yuan was worth about US$52.4 billion in early 2025.`,
    ),
    claim(
      'largest-commitment',
      `This investment represents the most substantial financial commitment made by a privately-owned Chinese firm for
      such a technological initiative`,
      'numerical event',
      'CFS',
      `Alibaba's pledge of 380 billion yuan is the largest financial commitment by a privately owned Chinese company to
      computing and artificial intelligence infrastructure.`,
    ),
  ],
  13: [
    claim(
      'firms-bolster',
      `an increasing number of Chinese domestic firms are anticipated to announce their investment strategies, which
      could bolster China’s position against the United States in the artificial intelligence race`,
      'position causal',
      'NFS',
      `Investment plans that a growing number of Chinese companies are expected to announce could strengthen China
      against the United States in the race for artificial intelligence.`,
      { by: said('indirect', 'Kenny Ng, a strategist at Everbright Securities International', 'According to', who.ng) },
    ),
    claim(
      'firms-announce',
      'an increasing number of Chinese domestic firms are anticipated to announce their investment strategies',
      'position',
      'NFS',
      `As of April 2025, a growing number of Chinese companies are expected to announce plans to invest in artificial
      intelligence.`,
      { by: said('indirect', 'Kenny Ng, a strategist at Everbright Securities International', 'According to', who.ng) },
    ),
    claim(
      'battleground',
      `one critical battleground will likely involve the creation of AI models, particularly regarding whether
      proprietary systems or open-source platforms might offer greater advantages`,
      'position',
      'NFS',
      `One critical battleground of the race for artificial intelligence between China and the United States will likely
      be model development, in particular whether proprietary or open-source models have the advantage.`,
      { by: said('indirect', '«Ng» highlighted', 'highlighted', who.ng) },
    ),
  ],
  14: [
    claim(
      'ai-shift',
      `Since September 2023, Alibaba’s shift toward artificial intelligence has accelerated with Wu taking the helm as
      CEO from Daniel Zhang Yong`,
      'event causal',
      'CFS',
      `Alibaba's shift towards artificial intelligence has accelerated since September 2023 with Eddie Wu Yongming as
      its CEO.`,
      { note: `"With" may state a cause or only the time; both readings are kept.` },
    ),
    claim(
      'wu-helm',
      ['Since September 2023', 'Wu taking the helm as CEO from Daniel Zhang Yong'],
      'event',
      'UFS',
      `In September 2023, Eddie Wu Yongming took over from Daniel Zhang Yong as CEO of Alibaba.`,
    ),
    claim(
      'strategy',
      'Under Wu’s leadership, “AI-powered, user-centric” became the primary strategy for the corporation',
      'event',
      'CFS',
      `Under Eddie Wu Yongming, "AI-powered, user-centric" became the main strategy of Alibaba.`,
    ),
    claim(
      'strategy-divisions',
      [
        '“AI-powered, user-centric”',
        'emphasizing the importance of both the cloud division and the core e-commerce operations',
      ],
      'event',
      'UFS',
      `Alibaba's "AI-powered, user-centric" strategy stresses the importance of both its cloud division and its core
      e-commerce business.`,
    ),
  ],
  15: [
    claim(
      'agi-focus',
      `Alibaba's primary focus was to develop artificial general intelligence`,
      'position',
      'CFS',
      `Alibaba's primary focus is to develop artificial general intelligence, as of February 2025.`,
      { by: said('indirect', 'Wu', 'said', who.wu) },
    ),
    claim(
      'agi-definition',
      ['artificial general intelligence', 'the point at which AI can achieve 80 per cent of human capabilities'],
      'position numerical',
      'UFS',
      `Eddie Wu Yongming defines artificial general intelligence as the point at which artificial intelligence can do 80
      per cent of what humans can.`,
      { by: said('indirect', 'Wu', 'defining', who.wu) },
    ),
  ],
  16: [
    claim(
      'ma-optimism',
      `Alibaba's now-retired founder Ma has also expressed optimism about the potential of AI`,
      'position',
      'CFS',
      `Jack Ma, the retired founder of Alibaba, has expressed optimism about the potential of artificial
      intelligence.`,
      {
        note: `The article states Ma's position in its own voice; the quotation after it is the claim with Ma as
      source.`,
      },
    ),
    claim(
      'ma-impact',
      `Looking ahead, the impact of AI over the coming two decades will be unimaginable from our current viewpoint,
      ushering in an even more significant era`,
      'position quote',
      'NFS',
      `The impact of artificial intelligence between 2024 and 2044 will go beyond what can be imagined in 2024 and bring
      a greater era.`,
      {
        by: said('direct', 'era," «he» stated', 'stated', who.ma),
        note: `The full stop before the quotation is missing in the text.`,
      },
    ),
    claim(
      'fintech-ceremony',
      `a ceremony held towards the end of last year to commemorate the 20-year milestone of the company’s fintech
      division`,
      'event numerical',
      'UFS',
      `Towards the end of 2024, a ceremony marked the 20th anniversary of Alibaba's financial technology division.`,
    ),
  ],
  17: [
    claim(
      'stock-gain',
      `Alibaba's stock price has gained 50 per cent this year`,
      'numerical',
      'CFS',
      `Alibaba's share price rose by 50 per cent from the start of 2025 to early April 2025.`,
    ),
    claim(
      'stock-peak',
      'it remains less than half of its peak price in late 2020',
      'numerical',
      'CFS',
      `In early April 2025, Alibaba's share price was less than half of its peak of late 2020.`,
    ),
  ],
  18: [
    claim(
      'qwen-third',
      ['Qwen2.5-Max', 'secured the third spot among China-originated large language models (LLMs)'],
      'numerical event',
      'CFS',
      `Alibaba's Qwen2.5-Max ranked third among large language models from China on Chatbot Arena, as of April 2025.`,
      {
        by: said(
          'indirect',
          'Chatbot Arena, an evaluation initiative spearheaded by researchers at UC Berkeley',
          'according to',
          who.chatbotArena,
        ),
      },
    ),
    claim(
      'qwen-top-tier',
      'Qwen2.5-Max, one of the company’s top-tier models',
      'event',
      'UFS',
      `Qwen2.5-Max is one of Alibaba's top-tier artificial intelligence models, as of April 2025.`,
    ),
    claim(
      'arena-berkeley',
      'Chatbot Arena, an evaluation initiative spearheaded by researchers at UC Berkeley',
      'event',
      'UFS',
      `Chatbot Arena is an evaluation project led by researchers at the University of California, Berkeley.`,
      { note: `The same words are the source of the ranking; they are marked as a claim because they hold a clause.` },
    ),
    claim(
      'qwen-behind-deepseek',
      `it just behind DeepSeek's R1 and its enhanced version, V3`,
      'numerical event',
      'CFS',
      `Alibaba's Qwen2.5-Max ranked just behind DeepSeek's R1 and V3 models on Chatbot Arena, as of April 2025.`,
      { by: said('indirect', 'The ranking', 'placed', who.chatbotArena) },
    ),
    claim(
      'v3-enhanced',
      `DeepSeek's R1 and its enhanced version, V3`,
      'event',
      'UFS',
      `DeepSeek's V3 model is an enhanced version of its R1 model.`,
      {
        confidence: 0.5,
        note: `As the text stands, "its" points to R1. It may be a garbled "an enhanced version of V3".`,
      },
    ),
  ],
  19: [
    claim(
      'qwen-released',
      'releasing its newest deep reasoning model, Qwen 2.5-Max',
      'event',
      'CFS',
      `Alibaba has released Qwen2.5-Max, its newest deep reasoning model as of April 2025.`,
      {
        note: `The subject is in the main clause, which is broken: it runs from "the company asserted" into
      "Alibaba".`,
      },
    ),
    claim(
      'qwen-outperformed',
      ['Qwen 2.5-Max', '"comprehensively outperformed" In specific benchmark evaluations'],
      'position quote numerical',
      'CFS',
      `Alibaba's Qwen2.5-Max "comprehensively outperformed" others in specific benchmark evaluations.`,
      {
        by: said(
          'mixed',
          'the company',
          'asserted',
          who.alibaba,
          said('indirect', 'the Post', 'has reported', who.post),
        ),
        confidence: 0.6,
        note: `Broken sentence: what was outperformed has dropped out; "others" in the normalised claim
        stands for it. The Post's report at the end is read as covering the whole sentence.`,
      },
    ),
    claim(
      'qwen-update',
      'Alibaba had intended to release the updated version of Qwen later this month',
      'event position',
      'CFS',
      `Alibaba intended to release the updated version of Qwen in April 2025.`,
      {
        by: said('indirect', 'the Post', 'has reported', who.post),
        note: `"This month" counted from early April 2025. The attribution is cut off as a sentence of its own: "the
        Post has reported ."`,
      },
    ),
  ],
  20: [
    claim(
      'qwen-aided',
      ['The leading Qwen models', 'have aided Alibaba in securing a notable position within the emerging industry'],
      'causal',
      'CFS',
      `The leading Qwen models have helped Alibaba to secure a notable position in the artificial intelligence
      industry.`,
    ),
    claim(
      'qwen-open',
      'The leading Qwen models, largely available as open source',
      'event',
      'CFS',
      `Alibaba's leading Qwen models are largely available as open source.`,
    ),
    claim(
      'acknowledged',
      'numerous players worldwide have acknowledged this development',
      'position',
      'UFS',
      `Many companies worldwide acknowledge that the Qwen models have secured Alibaba a notable position in the
      artificial intelligence industry.`,
      {
        confidence: 0.5,
        note: `Broken sentence: "numerous players worldwide have acknowledged this development." and the lower-case
        "top-ranked" after it may once have been one statement about many of the world's top-ranked models.`,
      },
    ),
    claim(
      'top-derived',
      'top-ranked open-source models are indeed derived from Qwen',
      'event',
      'CFS',
      `Top-ranked open-source artificial intelligence models are derived from Alibaba's Qwen models.`,
      {
        confidence: 0.7,
        note: `Fragment: the quantifier is lost, so "all", "most" or "many" is open. Not attributed to the "players",
        whose sentence is closed.`,
      },
    ),
  ],
  21: [
    claim(
      'derived-100k',
      `their open-source models have facilitated the creation of more than 100,000 derived models by international
      developers`,
      'numerical event',
      'CFS',
      `As of April 2025, developers around the world had created more than 100,000 models derived from Alibaba's
      open-source models.`,
      { by: said('indirect', 'Alibaba’s most recent statistics', 'Based on', who.alibaba) },
    ),
    claim(
      'ecosystem-leading',
      'This achievement positions Qwen as the leading open-source model ecosystem',
      'event causal',
      'CFS',
      `With more than 100,000 derived models, Alibaba's Qwen is the leading ecosystem of open-source artificial
      intelligence models.`,
      { note: `May rest on the same statistics; the sentence gives no source of its own, so none is marked.` },
    ),
    claim(
      'acceptance',
      [
        'This achievement',
        'underscoring its extensive acceptance within the worldwide artificial intelligence community',
      ],
      'position',
      'NFS',
      `More than 100,000 derived models show that Alibaba's Qwen is widely accepted in the artificial intelligence
      community worldwide.`,
    ),
    claim(
      'llama',
      ['Qwen', 'outpacing Meta Platforms’ Llama initiative'],
      'numerical event',
      'CFS',
      `As an ecosystem of open-source models, Alibaba's Qwen is ahead of Meta Platforms' Llama, as of April 2025.`,
    ),
  ],
  22: [
    claim(
      'li-feifei',
      [
        'Li Feifei',
        `collaborating with scholars from Stanford University to Train a reasoning model for less than $50 Using
        Alibaba's Qwen models`,
      ],
      'event numerical',
      'CFS',
      `Li Feifei and scholars from Stanford University used Alibaba's Qwen models to train a reasoning model for less
      than US$50.`,
      {
        by: said('indirect', 'a research paper released in February', 'as mentioned in', who.paper),
        note: `The capitals in "Train" and "Using" look like traces of removed links. The name is
        given family name first.`,
      },
    ),
    claim(
      'li-goddess',
      'Li Feifei, the esteemed Chinese-American "AI goddess,"',
      'event',
      'NFS',
      `Li Feifei is an esteemed Chinese-American known as the "AI goddess".`,
      { note: `Who calls her so is not said. The comma stands inside the quotation marks and stays there.` },
    ),
    claim(
      'train-50',
      'Train a reasoning model for less than $50',
      'numerical',
      'CFS',
      `It cost Li Feifei and scholars from Stanford University less than US$50 to train a reasoning model.`,
      { by: said('indirect', 'a research paper released in February', 'as mentioned in', who.paper) },
    ),
    claim(
      'train-qwen',
      ['Train a reasoning model', `Using Alibaba's Qwen models`],
      'event',
      'CFS',
      `Li Feifei and scholars from Stanford University used Alibaba's Qwen models to train a reasoning model.`,
      { by: said('indirect', 'a research paper released in February', 'as mentioned in', who.paper) },
    ),
  ],
  23: [
    claim(
      'open-approach',
      `Alibaba's artificial intelligence efforts have heavily relied on open-source approaches`,
      'event',
      'CFS',
      `Alibaba's work on artificial intelligence has relied heavily on open source.`,
    ),
    claim(
      'tsai-highlights',
      'Chairman Joe Tsai has consistently highlighted the advantages of utilizing open-source technology',
      'position',
      'UFS',
      `In statements up to early April 2025, Alibaba's chairman Joe Tsai has consistently stressed the advantages of
      open-source technology.`,
      { note: `The article states Tsai's position in its own voice; his words follow in the next paragraph.` },
    ),
  ],
  24: [
    claim(
      'democratization',
      ['The transition to open-source models', 'could result in the democratization of AI'],
      'causal position',
      'NFS',
      `The shift to open-source models could democratise artificial intelligence.`,
      {
        by: said('indirect', 'Tsai', 'articulated', who.tsai),
        confidence: 0.7,
        note: `"As Tsai articulated" ends the next sentence and is read as covering both.`,
      },
    ),
    claim(
      'transition-deepseek',
      `The transition to open-source models, fueled by the rapid emergence of DeepSeek's offerings`,
      'causal',
      'CFS',
      `The rapid emergence of DeepSeek's models is driving the shift to open-source artificial intelligence models.`,
      {
        by: said('indirect', 'Tsai', 'articulated', who.tsai),
        confidence: 0.6,
        note: `May be the article's own aside; read as Tsai's like the sentence around it.`,
      },
    ),
    claim(
      'enable-individuals',
      `This development would enable "individuals to implement AI models across various infrastructures at their
      discretion—be it within a data center or directly onto personal laptops,"`,
      'causal position quote',
      'NFS',
      `The democratisation of artificial intelligence through open-source models would enable individuals to run models
      on infrastructure of their choice, from a data centre to a personal laptop.`,
      {
        by: said('mixed', 'Tsai', 'articulated', who.tsai),
        note: `The words come from an op-ed by Tsai in the Post, which carries them but does not report them; hence no
        nested attribution. The closing mark is kept, with its comma, because the opening one is inside.`,
      },
    ),
  ],
  25: [
    claim(
      'riscv-bets',
      'Alibaba is also placing significant bets on its RISC-V chip initiative',
      'event',
      'CFS',
      `As of April 2025, Alibaba is betting significantly on its RISC-V chip project.`,
    ),
    claim(
      'riscv-chips',
      `its RISC-V chip initiative , which produces chips using the fifth-generation Reduced Instruction Set Computing
      (RISC)`,
      'event',
      'UFS',
      `Alibaba's RISC-V project produces chips based on the fifth generation of reduced instruction set computing.`,
    ),
    claim(
      'risc-design',
      `Reduced Instruction Set Computing (RISC), a design approach for streamlined central processing unit (CPU)
      architectures`,
      'event',
      'UFS',
      `Reduced instruction set computing (RISC) is a design approach for streamlined architectures of central processing
      units.`,
    ),
  ],
  26: [
    claim(
      'damo-cpu',
      ['In February, Damo Academy', 'unveiled its new initiative. first server-grade CPU'],
      'event',
      'CFS',
      `In February 2025, Damo Academy, Alibaba's research division, unveiled its first server-grade CPU.`,
      {
        confidence: 0.7,
        note: `Broken sentence: "its new initiative." and "first server-grade CPU" are read as one object. The mention
        crosses the misplaced full stop.`,
      },
    ),
    claim(
      'damo-division',
      'Damo Academy, which serves as the group’s cutting-edge research division',
      'event',
      'UFS',
      `Damo Academy is the advanced research division of Alibaba.`,
    ),
    claim(
      'cpu-mitigates',
      `This has the potential to expand local applications of open-source chips developed using the RISC-V architecture,
      thus mitigating the impact of US technology limitations`,
      'causal position',
      'NFS',
      `By widening the use in China of open-source chips with the RISC-V architecture, Damo Academy's server-grade CPU
      could soften the impact of technology restrictions by the United States.`,
    ),
    claim(
      'cpu-expands',
      `This has the potential to expand local applications of open-source chips developed using the RISC-V
      architecture`,
      'causal position',
      'NFS',
      `Damo Academy's server-grade CPU could widen the use in China of open-source chips with the RISC-V
      architecture.`,
      { note: `"This" follows a fragment; read as the CPU.` },
    ),
  ],
  27: [
    claim(
      'riscv-aid',
      `the possible contribution of the open-source RISC-V architecture in aiding China overcome US attempts to hinder
      its AI advancements via export restrictions`,
      'causal position',
      'NFS',
      `The open-source RISC-V architecture may help China overcome attempts by the United States to hinder its progress
      in artificial intelligence through export restrictions.`,
      {
        by: said('indirect', 'Experts', 'remain hopeful regarding', who.experts),
        note: `The claim is carried by a noun phrase; the cue states a hope, not a saying.`,
      },
    ),
    claim(
      'us-export',
      'US attempts to hinder its AI advancements via export restrictions',
      'event',
      'CFS',
      `The United States is trying to hinder China's progress in artificial intelligence through export
      restrictions.`,
      {
        note: `Taken for granted inside the experts' hope; marked without attribution because the article presupposes
      it.`,
      },
    ),
  ],
  28: [
    claim(
      'deepseek-challenges',
      'DeepSeek challenges OpenAI’s dominance with its open-source, cost-effective, and high-efficiency benefits',
      'event quote',
      'CFS',
      `DeepSeek challenges OpenAI's dominance with models that are open-source, cost-effective and highly efficient.`,
      { by: said('direct', 'analysts from Guotai Junan Securities', 'noted', who.guotai) },
    ),
    claim(
      'riscv-promise',
      'RISC-V shows considerable promise during the AI era',
      'position quote',
      'NFS',
      `The RISC-V chip architecture shows considerable promise in the era of artificial intelligence.`,
      { by: said('direct', 'analysts from Guotai Junan Securities', 'noted', who.guotai) },
    ),
  ],
  29: [
    claim(
      'sanctions-obstacle',
      `One significant obstacle for Alibaba in scaling up its computing resources is the increased US sanctions
      targeting China’s artificial intelligence and semiconductor industries`,
      'causal',
      'CFS',
      `The increased sanctions of the United States on China's artificial intelligence and semiconductor industries are
      a significant obstacle for Alibaba in scaling up its computing resources.`,
    ),
    claim(
      'sanctions-increased',
      'the increased US sanctions targeting China’s artificial intelligence and semiconductor industries',
      'event',
      'CFS',
      `The United States has increased its sanctions on China's artificial intelligence and semiconductor industries, as
      of April 2025.`,
    ),
  ],
  30: [
    claim(
      'competition-invests',
      `the intensifying technology competition may be one of the external factors driving Chinese Big Tech companies to
      invest in AI amid increasing US restrictions`,
      'causal position',
      'NFS',
      `Intensifying technology competition may be one of the external factors that drive large Chinese technology
      companies to invest in artificial intelligence amid increasing restrictions by the United States.`,
      { by: said('indirect', 'Analysts', 'have suggested', who.analysts) },
    ),
  ],
  31: [
    claim(
      'wang-leading',
      'a leading Chinese AI company, Alibaba',
      'position',
      'CFS',
      `Alibaba is a leading Chinese artificial intelligence company.`,
      {
        by: rayWangSays(),
        note: `An "as" phrase in Wang's statement; it could also be the article's own description.`,
      },
    ),
    claim(
      'wang-boundaries',
      'Alibaba is expected to continue pushing the boundaries of AI development to compete with the West',
      'position',
      'NFS',
      `Alibaba is expected, as of April 2025, to continue pushing the boundaries of artificial intelligence to compete
      with the West.`,
      { by: rayWangSays() },
    ),
  ],
  32: [
    claim(
      'firms-promote',
      'Chinese artificial intelligence companies are rapidly promoting AI usage nationwide via their platforms',
      'event',
      'CFS',
      `As of April 2025, Chinese artificial intelligence companies are rapidly spreading the use of artificial
      intelligence across China through their platforms.`,
      { note: `Stands between two statements of Ray Wang without a cue of its own; read as the article's.` },
    ),
    claim(
      'firms-infrastructure',
      [
        'Chinese artificial intelligence companies',
        `are intensifying efforts to develop AI infrastructure not only domestically but also internationally`,
      ],
      'event',
      'CFS',
      `As of April 2025, Chinese artificial intelligence companies are stepping up the building of artificial
      intelligence infrastructure in China and abroad.`,
      { note: `As for the claim before: no cue of its own.` },
    ),
  ],
  33: [
    claim(
      'distinct-strategies',
      `prominent technology companies like Tencent, Baidu, and ByteDance, along with rising startups such as The
      Beijing-based company Zhipu AI and the Shanghai-headquartered firm MiniMax - each pursuing distinct AI
      strategies`,
      'event',
      'UFS',
      `Tencent, Baidu, ByteDance and start-ups such as Zhipu AI and MiniMax each pursue a distinct artificial
      intelligence strategy.`,
      { by: said('indirect', 'Wang', 'said', who.rayWang) },
    ),
    claim(
      'ecosystem-poised',
      `China's AI ecosystem was poised for significant advancements in talent development, infrastructure expansion,
      commercialisation and innovation`,
      'position',
      'NFS',
      `China's artificial intelligence ecosystem is poised, as of April 2025, for significant advances in talent
      development, infrastructure, commercialisation and innovation.`,
      { by: said('indirect', 'Wang', 'said', who.rayWang) },
    ),
    claim(
      'zhipu-minimax-funded',
      'Zhipu AI and MiniMax have both received funding from Alibaba',
      'event',
      'CFS',
      `Alibaba has invested in both Zhipu AI and MiniMax.`,
    ),
  ],
  34: [
    claim(
      'wang-limit',
      `existing and coming US restrictions on AI hardware, including AI chips, are likely to limit China's access to
      advanced computing resources`,
      'causal position',
      'CFS',
      `Existing and coming restrictions by the United States on artificial intelligence hardware, including chips, are
      likely to limit China's access to advanced computing resources.`,
      {
        by: said('indirect', 'Wang', 'noted', who.rayWang),
        note: `"Wang noted" ends the next sentence and is read as covering both.`,
      },
    ),
    claim(
      'wang-hinder',
      `this may hinder China's AI development`,
      'causal position',
      'NFS',
      `The limits on China's access to advanced computing resources through restrictions by the United States may hinder
      China's development of artificial intelligence.`,
      { by: said('indirect', 'Wang', 'noted', who.rayWang) },
    ),
    claim(
      'wang-innovation',
      'it could also drive innovation within its AI industry',
      'causal position',
      'NFS',
      `The limits on China's access to advanced computing resources through restrictions by the United States could
      drive innovation in China's artificial intelligence industry.`,
      { by: said('indirect', 'Wang', 'noted', who.rayWang) },
    ),
  ],
  35: [
    claim(
      'vying',
      'various Alibaba divisions across the organisation have been vying for global AI talent',
      'event',
      'CFS',
      `As of April 2025, several divisions of Alibaba have been competing for artificial intelligence talent from around
      the world.`,
      {
        by: said(
          'indirect',
          'company announcements, job listings and local media reports',
          'according to',
          who.announcements,
        ),
      },
    ),
  ],
  36: [
    claim(
      'internships-half',
      `Half of Alibaba's over 3,000 internship openings for fresh graduates were AI-related`,
      'numerical',
      'CFS',
      `Half of the more than 3,000 internships for fresh graduates that Alibaba offered in spring 2025 were related to
      artificial intelligence.`,
      { by: said('indirect', 'the company', 'said', who.alibaba) },
    ),
    claim(
      'internships-3000',
      `Alibaba's over 3,000 internship openings for fresh graduates`,
      'numerical',
      'CFS',
      `Alibaba offered more than 3,000 internships for fresh graduates in its spring 2025 hiring season.`,
      { by: said('indirect', 'the company', 'said', who.alibaba) },
    ),
  ],
  37: [
    claim(
      'divisions-share',
      'Certain divisions within some companies exhibit a significantly larger share of AI-focused jobs',
      'numerical event',
      'CFS',
      `Some divisions have a significantly larger share of jobs in artificial intelligence than the half of Alibaba's
      internships.`,
      {
        confidence: 0.6,
        note: `"Some companies" is vague after a paragraph on Alibaba alone, likely from the paraphrase; "larger" is
        read against the half in the paragraph before.`,
      },
    ),
    claim(
      'cloud-80',
      ['at Alibaba Cloud', 'over 80 percent of roles are centered around AI-related tasks'],
      'numerical',
      'CFS',
      `More than 80 per cent of the roles at Alibaba Cloud centre on artificial intelligence, as of April 2025.`,
      { note: `Whether "roles" are posts held or posts advertised is open.` },
    ),
    claim(
      'cloud-advanced',
      'Alibaba Cloud, where the corporation has aggressively advanced artificial intelligence initiatives',
      'event',
      'UFS',
      `Alibaba has aggressively advanced artificial intelligence projects in its division Alibaba Cloud.`,
    ),
  ],
  38: [
    claim(
      'fang-stepping-up',
      `As a tech firm dedicated to exploration and innovation, Alibaba is stepping up its initiatives to draw in and
      nurture AI professionals`,
      'event quote',
      'CFS',
      `As of April 2025, Alibaba is stepping up its efforts to attract and develop artificial intelligence
      professionals.`,
      {
        by: said('direct', 'Jane Jiang Fang, the chief people officer', 'stated', who.fang),
        note: `Marked whole, as the quotation to verify; the opening phrase is self-description and left out of the
        normalised claim.`,
      },
    ),
  ],
  39: [
    claim(
      'clouder-initiated',
      'Alibaba Cloud has initiated an AI Clouder program',
      'event',
      'CFS',
      `Alibaba Cloud has started a recruitment programme called AI Clouder, as of April 2025.`,
      { by: dailyReport(), note: `"This information" in the last sentence of the paragraph is read as all of it.` },
    ),
    claim(
      'clouder-aim',
      `an AI Clouder program aimed at attracting international talent from leading educational institutions both within
      China and abroad`,
      'event',
      'CFS',
      `Alibaba Cloud's AI Clouder programme aims to attract international talent from leading universities in China and
      abroad.`,
      { by: dailyReport() },
    ),
    claim(
      'clouder-universities',
      `These include universities such as Peking University, Tsinghua University, and Zhejiang University, along with
      prestigious American institutions like Stanford University and the Massachusetts Institute of Technology`,
      'event',
      'UFS',
      `The universities from which Alibaba Cloud's AI Clouder programme recruits include Peking University, Tsinghua
      University, Zhejiang University, Stanford University and the Massachusetts Institute of Technology.`,
      { by: dailyReport() },
    ),
  ],
  40: [
    claim(
      'clouder-targets',
      `researchers experienced in creating large language models, multimodal models, AI applications, and AI
      infrastructure will be the main targets for hiring`,
      'event',
      'UFS',
      `Alibaba Cloud's AI Clouder programme will mainly hire researchers with experience in large language models,
      multimodal models, artificial intelligence applications and artificial intelligence infrastructure.`,
      { by: said('indirect', 'The report', 'indicated', who.daily) },
    ),
    claim(
      'clouder-pay',
      `Those who have authored high-quality research papers or contributed to significant open-source AI initiatives may
      qualify for more competitive compensation packages`,
      'event',
      'UFS',
      `Researchers hired through Alibaba Cloud's AI Clouder programme may get better pay if they have written
      high-quality papers or contributed to significant open-source artificial intelligence projects.`,
      {
        by: said('indirect', 'The report', 'indicated', who.daily),
        note: `No cue of its own; read as the report going on.`,
      },
    ),
  ],
  41: [
    claim(
      'races',
      'Alibaba races to attract fresh talent',
      'event',
      'CFS',
      `As of April 2025, Alibaba is racing to attract new talent.`,
    ),
    claim(
      'motivation',
      `the motivation they acquired during their tenure at the tech behemoth persists well beyond their departure`,
      'position',
      'NFS',
      `The motivation that former employees gained at Alibaba lasts long after they have left the company.`,
      { by: said('indirect', 'numerous ex-employees', 'find', who.exEmployees) },
    ),
  ],
  42: [
    claim(
      'cloud-culture',
      `Alibaba Cloud fosters a strong culture of encouraging employees to share their ideas during the development
      process`,
      'position quote',
      'NFS',
      `Alibaba Cloud has a strong culture of encouraging employees to share their ideas during development.`,
      {
        by: said(
          'direct',
          'Wang Jie, who worked at Alibaba Cloud for four years before leaving in 2022',
          'said',
          who.wangJie,
        ),
      },
    ),
    claim(
      'wang-jie-worked',
      'Wang Jie, who worked at Alibaba Cloud for four years before leaving in 2022',
      'event numerical',
      'UFS',
      `Wang Jie worked at Alibaba Cloud for four years and left in 2022.`,
      {
        note: `The same words are the source of the quotation; they are marked as a claim because they hold a
      clause.`,
      },
    ),
  ],
  43: [
    claim(
      'firm-accessible',
      'the firm stays highly accessible for interactions with previous staff members',
      'position',
      'NFS',
      `Alibaba Cloud stays easy to reach for its former employees.`,
      {
        by: said('indirect', 'He', 'stated', who.wangJie),
        note: `"The firm" may be Alibaba Cloud, named in the quotation before, or the whole of Alibaba.`,
      },
    ),
    claim(
      'firm-panels',
      ['the firm', 'occasionally asks them to return for discussion panels'],
      'event',
      'UFS',
      `Alibaba Cloud occasionally invites former employees back to join discussion panels.`,
      {
        by: said('indirect', 'He', 'stated', who.wangJie),
        note: `"The firm" may be Alibaba Cloud or the whole of Alibaba.`,
      },
    ),
  ],
  44: [
    claim(
      'zhu-teamwork',
      'a key lesson he learned from Alibaba was the importance of teamwork',
      'position',
      'NFS',
      `The importance of teamwork was a key lesson that Zhu Mingming, the founder of Rokid, learned at Alibaba.`,
      { by: said('indirect', `Rokid's Zhu`, 'stressed', who.zhu) },
    ),
  ],
  45: [
    claim(
      'zhu-heroism',
      'before joining Alibaba, he subscribed to the idea of individual heroism',
      'position',
      'UFS',
      `Before he joined Alibaba, Zhu Mingming, the founder of Rokid, believed in individual heroism.`,
      { by: said('indirect', 'He', 'mentioned', who.zhu) },
    ),
    claim(
      'zhu-feats',
      'when a team excels in organization and culture, average people can accomplish remarkable feats',
      'position causal',
      'NFS',
      `When a team is excellent in organisation and culture, average people can achieve remarkable things.`,
      {
        by: said('indirect', '«he» now believes', 'believes', who.zhu, said('indirect', 'He', 'mentioned', who.zhu)),
        note: `His belief is known from what he told: read as inside "He mentioned", which stands in the sentence
        before.`,
      },
    ),
  ],
  47: [
    claim(
      'epic-response',
      'China’s ‘epic response’ to Trump tariffs',
      'event',
      'CFS',
      `China has responded on a large scale to the tariffs imposed by Donald Trump, as of early April 2025.`,
      {
        by: headlineOfThePost(),
        note: `The headline asks a question, which claims nothing; only what it takes for granted is marked. Whose words
        "epic response" are is not said.`,
      },
    ),
  ],
  48: [
    claim(
      'taiwan-tensions',
      'tensions escalate in Taiwan',
      'event',
      'CFS',
      `Tensions over Taiwan are escalating, as of early April 2025.`,
      { by: headlineOfThePost() },
    ),
    claim(
      'civil-defence',
      'civil defense turns into a precarious balancing act',
      'position',
      'NFS',
      `Civil defence in Taiwan is becoming a precarious balancing act, as of early April 2025.`,
      { by: headlineOfThePost() },
    ),
  ],
  49: [
    claim(
      'jeju-unrest',
      `South Korea's Jeju Island faces unrest due to an increase in crime with the returning influx of Chinese
      tourists`,
      'causal event',
      'CFS',
      `An increase in crime that comes with returning Chinese tourists is causing unrest on Jeju Island, South Korea, as
      of early April 2025.`,
      {
        by: headlineOfThePost(),
        note: `Ends with a full stop, unlike the headlines that were left as they were; the wording may be a
        paraphrase.`,
      },
    ),
    claim(
      'jeju-crime',
      'an increase in crime with the returning influx of Chinese tourists',
      'numerical causal',
      'CFS',
      `Crime on Jeju Island, South Korea, has risen as Chinese tourists have come back in large numbers, as of early
      April 2025.`,
      { by: headlineOfThePost(), note: `"With" may state a cause or only the time.` },
    ),
  ],
  50: [
    claim(
      'tiktok-deadline',
      'Trump extends TikTok deadline to divest',
      'event',
      'CFS',
      `Donald Trump has extended the deadline for the divestment of TikTok, as of early April 2025.`,
      { by: headlineOfThePost() },
    ),
    claim(
      'china-unhappy',
      'China is ‘unhappy’ about tariffs',
      'position quote',
      'CFS',
      `China is unhappy about the tariffs of the United States, as of early April 2025.`,
      {
        by: said('mixed', 'Trump', 'says', who.trump, headlineOfThePost()),
        note: `The headline reports what Trump says about China's position: two sources, one inside the other.`,
      },
    ),
  ],
  51: [
    claim(
      'article-appeared',
      'The article initially appeared on the South China Morning Post (www.scmp.com)',
      'event',
      'UFS',
      `The article "How Alibaba Is Becoming China's AI Leader and a Crucible for Entrepreneurs" first appeared in the
      South China Morning Post.`,
    ),
    claim(
      'scmp-premier',
      `the South China Morning Post (www.scmp.com), which serves as the premier source for news coverage of China and
      Asia`,
      'position',
      'NFS',
      `The South China Morning Post is the premier source of news about China and Asia.`,
    ),
  ],
  52: [
    claim(
      'copyright',
      'Copyright © 2025. South ChinaMorning Post Publishers Ltd',
      'event',
      'UFS',
      `South China Morning Post Publishers Ltd holds the 2025 copyright in the article.`,
      {
        confidence: 0.6,
        note: `A legal notice that asserts ownership; the text prints the name as "South ChinaMorning Post". "All rights
        reserved" is a declaration and not marked.`,
      },
    ),
  ],
}

/** Lines that hold no claim, and why. */
export const withoutClaims = {
  46: 'a heading; its words are the source of the headlines below',
  53: 'a heading of the page',
  54: 'a button of the page',
}

/** What the lines are, where they are not paragraphs. */
export const blockKinds = {
  1: 'heading',
  46: 'heading',
  47: 'list-item',
  48: 'list-item',
  49: 'list-item',
  50: 'list-item',
  53: 'heading',
}
