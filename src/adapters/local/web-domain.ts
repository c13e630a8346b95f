export { domainAndParents, domainIn } from '../../core/web-domain.ts';
