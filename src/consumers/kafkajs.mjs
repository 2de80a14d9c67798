// Prints each record of a topic, by kafkajs: node kafkajs.mjs BROKERS TOPIC
// kafkajs reads read_committed unless told otherwise. It needs a codec for lz4, which the product compresses by.
import kafkajs from 'kafkajs';
import lz4 from 'lz4js';

const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = kafkajs;
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  compress: async (encoder) => Buffer.from(lz4.compress(encoder.buffer)),
  decompress: async (buffer) => Buffer.from(lz4.decompress(buffer)),
});

const [brokers, topic] = process.argv.slice(2);
const kafka = new Kafka({ clientId: 'example', brokers: brokers.split(','), logLevel: logLevel.ERROR });
const consumer = kafka.consumer({ groupId: `example-kafkajs-${topic}`, readUncommitted: false });

await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
await consumer.run({
  eachMessage: async ({ message }) => console.log(`${message.key}\t${message.value}`),
});
