import { storageKillContract } from './kill-contract.ts';
import { sqlite } from './sqlite-subject.ts';

storageKillContract(sqlite);
