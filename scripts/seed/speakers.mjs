// Who speaks in the article, under one name each, however the text refers to them.

const person = (name) => ({ name, kind: 'person' })
const organisation = (name) => ({ name, kind: 'organisation' })
const publication = (name) => ({ name, kind: 'publication' })
const group = (name) => ({ name, kind: 'group' })

export const zhu = person('Zhu Mingming')
export const su = person('Su Lian Jye')
export const ng = person('Kenny Ng')
export const wu = person('Eddie Wu Yongming')
export const ma = person('Jack Ma')
export const tsai = person('Joe Tsai')
export const rayWang = person('Ray Wang')
export const wangJie = person('Wang Jie')
export const fang = person('Jane Jiang Fang')
export const trump = person('Donald Trump')

export const alibaba = organisation('Alibaba Group Holding')
export const itjuzi = organisation('ITJuzi')
export const chatbotArena = organisation('Chatbot Arena')

export const post = publication('South China Morning Post')
export const daily = publication('National Business Daily')
export const paper = publication('a research paper released in February 2025')

export const experts = group('unnamed experts')
export const analysts = group('unnamed analysts')
export const guotai = group('analysts from Guotai Junan Securities')
export const exEmployees = group('former Alibaba employees')
export const announcements = group('Alibaba announcements, job listings and local media')
