export { folderOf, type TestFolder } from '../../shared/support/folder.ts'
