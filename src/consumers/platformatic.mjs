// Prints each record of a topic, by @platformatic/kafka: node platformatic.mjs BROKERS TOPIC
import { Consumer, FetchIsolationLevels, stringDeserializers } from '@platformatic/kafka';

const [brokers, topic] = process.argv.slice(2);
const consumer = new Consumer({
  clientId: 'example',
  groupId: `example-platformatic-${topic}`,
  bootstrapBrokers: brokers.split(','),
  deserializers: stringDeserializers,
  isolationLevel: FetchIsolationLevels.READ_COMMITTED,
});

const stream = await consumer.consume({ topics: [topic], mode: 'earliest', autocommit: true });
for await (const message of stream) {
  console.log(`${message.key}\t${message.value}`);
}
