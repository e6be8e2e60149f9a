/** Workflow ids: kind and id of the story, nothing about people. */
export function workflowIdOf(story: { readonly kind: string; readonly id: string }): string {
  return `${story.kind}/${story.id}`;
}

export const TASK_QUEUE = 'dunlin';

/** The workflow of each kind of story. */
export const WORKFLOW_OF = {
  collection_case: 'collectionCase',
  handoff: 'handoff',
  credit_application: 'creditApplication',
  jobs: 'jobs',
} as const;
