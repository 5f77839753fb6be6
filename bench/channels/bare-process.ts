import restify from 'restify';
import { readForm } from '../../channels/twilio/form-parameters.ts';
import { isSigned } from '../../channels/twilio/signature.ts';

/** A handler that checks the signature, keeps nothing and answers. */
const authToken = process.argv[2] ?? '';
const server = restify.createServer();
let url = '';
server.post('/channels/twilio/inbound', (req, res, next) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    const form = readForm(Buffer.concat(chunks).toString('utf8'));
    const header = req.headers['x-twilio-signature'];
    const signature = typeof header === 'string' ? header : undefined;
    const ok = form !== null && isSigned([authToken], signature, `${url}${req.url ?? ''}`, form);
    const body = '<?xml version="1.0" encoding="UTF-8"?><Response/>';
    res.writeHead(ok ? 200 : 403, { 'Content-Type': 'text/xml', 'Content-Length': Buffer.byteLength(body) });
    res.end(body);
    next(false);
  });
});
server.listen(0, '127.0.0.1', () => {
  url = `http://localhost:${server.address().port}`;
  process.send?.({ url });
});
process.once('message', () => process.exit(0));
process.once('disconnect', () => process.exit(0));
