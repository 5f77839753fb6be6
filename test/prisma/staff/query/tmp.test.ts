import { measures, groupings } from '../../../../domain/staff/query.ts';
import { fits } from '../../../../domain/staff/measures/allowed.ts';
import { openQueryRig, question, at } from './query-rig.ts';
describe('x', () => { it('y', async () => { const rig = await openQueryRig();
 for (const measure of measures) { for (const groupBy of fits[measure].groupings) { 
   try { const a = await rig.queries.answer(rig.as('manager'), question(measure, {groupBy, limit: 2}), at);
   if (process.env.V && (!process.env.M || process.env.M === measure)) console.log(measure, groupBy, JSON.stringify(a).slice(0, 900)); } catch (e) { console.log('FAIL', measure, groupBy, e.message?.slice(0,300)); } } }
 await rig.database.drop(); }).timeout(120000); });
