import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import { S3Client } from '@aws-sdk/client-s3'
import { openGate } from '../../shared/gate.ts'
import { governed } from '../../shared/zz-exp.ts'
governed(new S3Client({}), openGate())
governed(new CloudFrontClient({}), openGate())
