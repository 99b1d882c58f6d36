#!/bin/sh
# Runs when the new version is up: the deployment fails at once if it does not get well, and not minutes later.
set -eu
exec node src/await-health.js
