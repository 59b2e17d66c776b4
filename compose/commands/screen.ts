/** The terminal's other screen: what stood there before comes back at the end, however the process ends. */
export function openScreen(): Disposable & { draw(page: string): void } {
  const restore = () => void process.stdout.write('\x1b[?25h\x1b[?1049l')
  process.once('exit', restore)
  process.stdout.write('\x1b[?1049h\x1b[?25l')
  return {
    // Over the old page, line by line and in one write: clearing it first would flicker.
    draw: (page) => process.stdout.write(`\x1b[H${page.replaceAll('\n', '\x1b[K\n')}\x1b[K\x1b[J`),
    [Symbol.dispose]: () => {
      process.off('exit', restore)
      restore()
    },
  }
}
