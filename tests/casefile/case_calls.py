"""What the scripts of this folder share, each called as SCRIPT POLICEAI WORK …: a call of `policeai case`, and a list of what is not as expected."""
import pathlib
import subprocess
import sys

program, work = sys.argv[1], pathlib.Path(sys.argv[2])
faults = []


def call(*words, limit=900):
    """(exit status, standard output, standard error)"""
    done = subprocess.run([program, "case", *map(str, words)], capture_output=True, text=True, timeout=limit)
    return done.returncode, done.stdout, done.stderr


def expect(true, *words):
    if not true:
        faults.append(" ".join(map(str, words))[:2000])


def finish(well="all as expected"):
    """Prints the faults, or what went well; the status says which."""
    print("\n".join(faults) or well)
    sys.exit(1 if faults else 0)
