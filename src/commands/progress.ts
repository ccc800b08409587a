import { Presets, SingleBar } from 'cli-progress'

/** Reports how far long work has come: `at` of `total` pieces. */
export interface Progress {
  at(done: number, total: number): void
  end(): void
}

/** A bar on a terminal; elsewhere (a log, CI) one line per tenth. */
export function progress(label: string, unit: string, out: NodeJS.WriteStream = process.stderr): Progress {
  return out.isTTY ? barProgress(label, unit, out) : lineProgress(label, unit, out)
}

function barProgress(label: string, unit: string, out: NodeJS.WriteStream): Progress {
  const format = `${label} {bar} {percentage}% | {value}/{total} ${unit} | {eta_formatted}`
  const bar = new SingleBar(
    { format, stream: out, hideCursor: true, fps: 8, clearOnComplete: false },
    Presets.shades_classic,
  )
  let started = false
  return {
    at(done, total) {
      if (!started) bar.start(total, done)
      started = true
      bar.setTotal(total)
      bar.update(done)
    },
    end: () => bar.stop(),
  }
}

function lineProgress(label: string, unit: string, out: NodeJS.WriteStream): Progress {
  let tenth = -1
  return {
    at(done, total) {
      const now = total === 0 ? 10 : Math.floor((done * 10) / total)
      if (now === tenth) return
      tenth = now
      out.write(`${label} ${now * 10} % (${done}/${total} ${unit})\n`)
    },
    end() {},
  }
}
