// A bundle with cron, and with a task that is meant for one instance alone.

export const cron = {
  '.ebextensions/cron.config':
    'packages:\n  yum:\n    cronie: []\ncontainer_commands:\n  01_report:\n    command: "crontab cron.txt"\n    leader_only: true\n',
} as const
