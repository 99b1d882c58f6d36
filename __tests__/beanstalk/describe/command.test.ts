// What a command line starts, as far as that is certain.

import { expect, test } from '@jest/globals'
import { startedBy } from '../../../src/beanstalk/describe/lints/command.ts'

const shown = (command: string) =>
  startedBy(command).map((one) => (one.kind === 'file' ? one.path : `${one.sure ? 'script' : 'perhaps'} ${one.name}`))

test.each<[string, readonly string[]]>([
  ['node dist/main.js', ['dist/main.js']],
  ['node ./dist/main', ['dist/main']],
  ['/usr/bin/node dist/main.js', ['dist/main.js']],
  ['NODE_ENV=production node dist/main.js --port 8080', ['dist/main.js']],
  ['exec env A=b node "dist dir/main.js"', ['dist dir/main.js']],
  ["node 'it'\\''s.js'", ["it's.js"]],
  ['node --max-old-space-size=512 -r dotenv/config --import "./a b.mjs" dist/main.js', ['dist/main.js']],
  ['node --stack-size 4096 dist/main.js', ['dist/main.js']],
  ['node -- dist/main.js', ['dist/main.js']],
  ['node -e "1" x.js', []],
  ['node', []],
  ['node $APP', []],
  ['node dist-$STAGE.js', []],
  ['node $NODE_OPTIONS dist/main.js', []],
  ['node `cat main`', []],
  ['node $(cat main) x.js', []],
  ['node dist/*.js', []],
  ['node /opt/app/main.js', []],
  ['node /var/app/current/dist/main.js', ['dist/main.js']],
  ['node ../main.js', []],
  ['node dist/main.js > /var/log/app.log 2>&1', ['dist/main.js']],
  ['node dist/main.js # in production', ['dist/main.js']],
  ['node migrate.js && node dist/main.js', ['migrate.js', 'dist/main.js']],
  ['node migrate.js; cd server && node main.js', ['migrate.js']],
  ['npm start', ['script start']],
  ['npm run start:prod', ['script start:prod']],
  ['npm run -s start:prod -- --x', ['script start:prod']],
  ['npm --prefix server start', []],
  ['npm ci', []],
  ['yarn start', ['script start']],
  ['yarn serve', ['perhaps serve']],
  ['pnpm run serve', ['script serve']],
  ['java -Xmx256m -jar target/api.jar --x', ['target/api.jar']],
  ['java $JAVA_OPTS -jar api.jar', ['api.jar']],
  ['java -cp lib Main', []],
  ['python3 -u app/main.py', ['app/main.py']],
  ['python -m app', []],
  ['gunicorn project.wsgi', []],
  ['dotnet Api.dll --urls http://0.0.0.0:5000', ['Api.dll']],
  ['bash bin/start.sh', ['bin/start.sh']],
  ['sh -c "node x.js"', []],
  ['./bin/start', ['bin/start']],
  ['bin/application', ['bin/application']],
  ['/usr/local/bin/application', []],
  ['', []],
])('%s', (command, started) => {
  expect(shown(command)).toEqual(started)
})
