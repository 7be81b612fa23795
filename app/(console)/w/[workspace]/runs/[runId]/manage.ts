import { deleteRunAction, renameRunAction, restoreRunAction } from "./actions";

/** The actions of a run's header, bound to its workspace. */
export function manageActions(workspace: string) {
  return {
    rename: renameRunAction.bind(null, workspace),
    remove: deleteRunAction.bind(null, workspace),
    restore: restoreRunAction.bind(null, workspace),
  };
}
