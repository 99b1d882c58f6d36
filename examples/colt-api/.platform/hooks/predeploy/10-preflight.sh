#!/bin/sh
# Runs while the version before still answers: what cannot work is turned away before it replaces anything.
set -eu
exec node src/preflight.js
