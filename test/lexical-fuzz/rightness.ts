/** What part of the spans of all sessions has to be right. */
export const rightness = 0.99
