// Sets the theme before the first paint; a classic script in the head, so that a dark page never flashes white.
;(() => {
  let choice = null
  try {
    choice = localStorage.getItem('claimspan.theme')
  } catch {
    // Storage may be refused: the system's theme is used.
  }
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
})()
