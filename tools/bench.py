"""What `make bench` runs: every script in bench/, one figure each, in order of name. `make bench ARGS='letters'` runs one."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(words: list[str]) -> int:
    scripts = [path for path in sorted((ROOT / "bench").glob("*.py")) if not path.name.startswith("_")]
    chosen = [path for path in scripts if not words or path.stem in words]
    if not chosen:
        print(f"There is no such bench. There are: {', '.join(path.stem for path in scripts) or 'none yet'}", file=sys.stderr)
        return 2
    failed = []
    for path in chosen:
        print(f"\n── {path.stem}", flush=True)
        if subprocess.run([sys.executable, str(path)], cwd=ROOT).returncode:
            failed.append(path.stem)
    if failed:
        print(f"\nNot within its bar, or broken: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
