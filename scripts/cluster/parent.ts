// Loaded first into each process of a cluster: it drains once the process that has started it is gone.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// The channel alone keeps no process from ending.
process.channel?.unref();
