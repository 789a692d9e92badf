import { fetchTool } from './fetch-tool.js'
import { searchTool } from './search-tool.js'
import { askTool, checkDraftTool, lookupClaimTool, verifyQuoteTool } from './service-tools.js'
import type { Tool } from './tool.js'

/** In the order in which clients list them. */
export const tools: readonly Tool[] = [searchTool, fetchTool, askTool, lookupClaimTool, verifyQuoteTool, checkDraftTool]
