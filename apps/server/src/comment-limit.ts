/** More code units than these no comment has. */
export const maxCommentLength = 20_000
