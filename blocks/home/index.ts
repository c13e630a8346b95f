/** The Home tab. */
export { MOST_DECISIONS, MOST_WAITING } from './approvals.ts';
export { type HomeModel, homeView, MOST_PLANS, plainHome } from './home-view.ts';
