import { execFileSync } from 'node:child_process'

const who = ['-c', 'user.name=octocat', '-c', 'user.email=octocat@example.com', '-c', 'commit.gpgsign=false']

function git(folder: string, ...args: readonly string[]): void {
  execFileSync('git', [...who, ...args], { cwd: folder, stdio: 'ignore' })
}

/** Makes the folder a repository, as if it were cloned from there. */
export function beginRepository(folder: string, name: string): void {
  git(folder, 'init', '--quiet', '--initial-branch', 'main')
  git(folder, 'remote', 'add', 'origin', `https://github.com/${name}.git`)
}

/** Commits everything there is, ignored or not, to that branch. */
export function commitTo(folder: string, branch: string): void {
  git(folder, 'checkout', '--quiet', '-B', branch)
  git(folder, 'add', '--all', '--force')
  git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'A commit')
}
