/** The Home tab. */
export { type HomeModel, homeView, MOST_PLANS, plainHome } from './home-view.ts';
