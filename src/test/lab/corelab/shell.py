"""Programs that run to their end: their words are kept in a log, which is shown when they fail."""
import subprocess

from corelab.say import LabError


def run(argv, cwd=None, log=None, env=None):
    """Runs to the end; output goes to `log` (appended) or is returned. A failure shows the last lines."""
    done = subprocess.run([str(a) for a in argv], cwd=cwd, env=env, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    if log:
        with open(log, "a", encoding="utf-8") as file:
            file.write(f"$ {' '.join(map(str, argv))}\n{done.stdout}")
    if done.returncode != 0:
        raise LabError(f"`{' '.join(map(str, argv))}` ended with {done.returncode} in {cwd or '.'}: "
                       f"{tail(done.stdout)}" + (f"\nAll of it: {log}" if log else ""))
    return done.stdout


def tail(text, lines=15):
    return "\n".join(text.strip().splitlines()[-lines:])
