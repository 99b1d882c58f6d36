# Runs a program to its end and writes what that took as JSON: seconds of wall and CPU, and bytes at the peak of its largest
# process. Children that it waited for are counted with it. Ends as the program does, or with 124 when its time has run out.
import json, os, signal, subprocess, sys, time

told, seconds, *command = sys.argv[1:]
began = time.monotonic()
child = subprocess.Popen(command, start_new_session=True)
over = []


def end(reason, _):
    over.append(124 if reason == signal.SIGALRM else 130)
    os.killpg(child.pid, signal.SIGKILL)


signal.signal(signal.SIGALRM, end)
signal.signal(signal.SIGTERM, end)
signal.alarm(int(seconds))
_, status, usage = os.wait4(child.pid, 0)
spent = {
    "wall": time.monotonic() - began,
    "cpu": usage.ru_utime + usage.ru_stime,
    "memory": usage.ru_maxrss * 1024,
}
with open(told, "w") as file:
    json.dump(spent, file)
code = os.waitstatus_to_exitcode(status)
sys.exit(over[0] if over else code if code >= 0 else 128 - code)
